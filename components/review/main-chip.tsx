'use client';
import {
  Banknote,
  CircleCheck,
  Dices,
  EyeOff,
  FileQuestion,
  Gavel,
  Hand,
  HeartCrack,
  Languages,
  Link2Off,
  type LucideIcon,
  MessageCircleQuestion,
  Puzzle,
  ShieldAlert,
  ShieldCheck,
  UserRound,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip } from '#components/ui/chip.tsx';
import { languageName } from '#components/ui/language-name.ts';
import type { MainReason } from '#lib/reviews/main-reason.ts';

const ICON: Record<string, LucideIcon> = {
  all_sourced: CircleCheck,
  asks_you: MessageCircleQuestion,
  no_answer: FileQuestion,
  spot_check: Dices,
  language: Languages,
  other_language: Languages,
  risk_money: Banknote,
  risk_legal: Gavel,
  risk_upset: HeartCrack,
  risk_threat: ShieldAlert,
  risk_self_harm: HeartCrack,
  risk_injection: ShieldAlert,
  risk_security: ShieldAlert,
  hidden_text: EyeOff,
  topic_always_ask: ShieldCheck,
  topic_person: ShieldCheck,
  conversation_with_person: UserRound,
  customer_wants_person: UserRound,
  unverified_sender: UserRound,
  outcome_partly: Puzzle,
  outcome_unknown: FileQuestion,
  problem_foreign_link: Link2Off,
};
const ROSE = new Set(['risk_upset', 'risk_threat', 'risk_self_harm', 'risk_injection', 'hidden_text']);

/** A reason's icon, for the chip and for the list of reasons. */
export function reasonIcon(code: string): LucideIcon {
  return ICON[code] ?? (code.startsWith('problem_') ? FileQuestion : Hand);
}

export function MainChip({ main }: { main: MainReason }) {
  const t = useTranslations('review.chip');
  const reasons = useTranslations('reasons');
  const Icon = reasonIcon(main.code);
  return (
    <Chip tone={toneOf(main)} icon={<Icon />}>
      {main.code === 'language'
        ? languageName(String(main.data?.language ?? ''))
        : t.has(main.code)
          ? t(main.code)
          : reasons.has(`${main.code}.title`)
            ? reasons(`${main.code}.title`, main.data)
            : main.code}
    </Chip>
  );
}

function toneOf({ code, tone }: MainReason) {
  if (code === 'asks_you') return 'pine';
  if (code === 'spot_check') return 'neutral';
  if (code === 'language' || code === 'other_language') return 'sky';
  if (ROSE.has(code)) return 'rose';
  return tone === 'ok' ? 'line' : 'amber';
}
