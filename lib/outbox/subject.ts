const PREFIX = /^\s*(?:(?:re|aw|sv|vs|antw|odp|rif|res|ref|回复|答复|回覆|返信)\s*(?:\[\d+\])?\s*[::]\s*)+/i;

/** `Re:` once, whatever language's own word for it stood there. @param number for a conversation without a subject */
export function replySubject(subject: string, number: number): string {
  const rest = subject.replace(PREFIX, '').replace(/\s+/g, ' ').trim().slice(0, 250).toWellFormed();
  return `Re: ${rest || `#${number}`}`;
}
