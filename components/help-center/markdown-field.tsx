'use client';
import { Bold, Code, Heading2, Italic, Link2, List, ListOrdered } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { applyTool, type Tool } from './markdown-edit.ts';

const tools: [Tool, typeof Bold, string?][] = [
  ['bold', Bold, 'b'],
  ['italic', Italic, 'i'],
  ['heading', Heading2],
  ['list', List],
  ['numbered', ListOrdered],
  ['link', Link2],
  ['code', Code],
];

/** A textarea with formatting buttons; ⌘B and ⌘I work in it. The browser's own undo keeps working. */
export function MarkdownField({
  value,
  onChange,
  label,
  placeholder,
  readOnly,
  invalid,
}: {
  value: string;
  onChange: (text: string) => void;
  label: string;
  placeholder: string;
  readOnly: boolean;
  invalid: boolean;
}) {
  const t = useTranslations('helpCenter.tools');
  const field = useRef<HTMLTextAreaElement>(null);

  function use(tool: Tool) {
    const area = field.current;
    if (!area || readOnly) return;
    const edit = applyTool(tool, { text: area.value, start: area.selectionStart, end: area.selectionEnd });
    area.focus();
    area.setSelectionRange(edit.from, edit.to);
    // The only way that leaves the browser's undo history whole.
    if (!document.execCommand('insertText', false, edit.insert)) {
      area.setRangeText(edit.insert, edit.from, edit.to);
      onChange(area.value);
    }
    area.setSelectionRange(edit.start, edit.end);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
    const tool = tools.find(([, , key]) => key === event.key.toLowerCase())?.[0];
    if (!tool) return;
    event.preventDefault();
    use(tool);
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col rounded-xl border bg-surface focus-within:border-ink-3 has-aria-invalid:border-rose">
      {!readOnly && (
        <div role="toolbar" aria-label={t('label')} className="flex flex-wrap gap-0.5 border-b px-1.5 py-1">
          {tools.map(([tool, Icon, key]) => (
            <Tooltip key={tool} label={key ? `${t(tool)} · ⌘${key.toUpperCase()}` : t(tool)}>
              <Button variant="ghost" size="icon" aria-label={t(tool)} onClick={() => use(tool)}>
                <Icon />
              </Button>
            </Tooltip>
          ))}
        </div>
      )}
      <textarea
        ref={field}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={label}
        aria-invalid={invalid || undefined}
        placeholder={placeholder}
        readOnly={readOnly}
        maxLength={200_000}
        spellCheck
        className="min-h-[420px] w-full flex-1 resize-none rounded-b-xl bg-transparent px-4 py-3 font-mono text-body leading-[1.65] outline-none"
      />
    </div>
  );
}
