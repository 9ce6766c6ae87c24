import type { CurrentAgent } from '#lib/agents/current.ts';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import { loadConversation } from '#lib/conversations/load.ts';
import { loadSuggestion } from '#lib/reviews/suggestion.ts';

/** A conversation with the AI's suggestion for it. Throws NotFound. */
export async function loadPane(
  agent: CurrentAgent,
  id: number,
  options?: { whole?: boolean },
): Promise<ConversationView> {
  const [conversation, suggestion] = await Promise.all([loadConversation(agent, id, options), loadSuggestion(id)]);
  return { ...conversation, suggestion };
}
