'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { tell } from '#components/conversation/ask.ts';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Markdown } from '#components/ui/markdown.tsx';
import { Said } from '#components/ui/said.tsx';
import { Segmented } from '#components/ui/segmented.tsx';

/** The proposal, being rewritten in its place. Split stripe: the AI drafted, a person decides each word. */
export function Editor({
  conversation,
  text,
  language,
  answering,
  onText,
  onSend,
  onCancel,
}: {
  /** Its number: the preview shows the signatures that the mail will carry. */
  conversation: number;
  text: string;
  language: string;
  /** The AI drafted nothing: these are the person's own words. */
  answering: boolean;
  onText: (text: string) => void;
  onSend: (text: string) => void;
  onCancel: () => void;
}) {
  const t = useTranslations('review.editor');
  const area = useRef<HTMLTextAreaElement>(null);
  const [preview, setPreview] = useState<string | null>(null);
  const [side, setSide] = useState<'write' | 'preview'>('write');

  useEffect(() => {
    const field = area.current;
    if (!field || side !== 'write') return;
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    field.scrollIntoView({ block: 'nearest' });
  }, [side]);

  useEffect(() => {
    if (side !== 'preview') return;
    let current = true;
    tell<{ html: string }>('preview', { markdown: text, conversation })
      .then(({ html }) => current && setPreview(html))
      .catch(() => current && setPreview(null));
    return () => {
      current = false;
    };
  }, [side, text, conversation]);

  const send = () => text.trim() && onSend(text);
  return (
    <Said
      provenance={answering ? 'agent' : 'both'}
      className="shadow-2 focus-within:border-line-2"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        } else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          send();
        }
      }}
    >
      <header className="mb-2 flex items-center gap-2">
        <h2 className="text-body">{t(answering ? 'answerLabel' : 'label')}</h2>
        <Segmented
          label={t('view')}
          value={side}
          onChange={setSide}
          options={[
            { value: 'write', label: t('write') },
            { value: 'preview', label: t('preview') },
          ]}
          className="ml-auto"
        />
      </header>
      {side === 'write' ? (
        <textarea
          ref={area}
          aria-label={t(answering ? 'answerLabel' : 'label')}
          value={text}
          lang={language}
          spellCheck
          onChange={(event) => onText(event.target.value)}
          className="-mx-2 block min-h-44 w-[calc(100%+16px)] resize-none rounded-md bg-transparent px-2 py-1 leading-normal outline-none [field-sizing:content]"
        />
      ) : (
        <div className="min-h-44 py-1">{preview !== null && <Markdown html={preview} />}</div>
      )}
      <footer className="mt-3 flex flex-wrap items-center gap-2 border-t border-dashed pt-3">
        <Button variant="primary" onClick={send} disabled={!text.trim()}>
          {t('send')} <Kbd onInk>⌘↵</Kbd>
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          {t('cancel')} <Kbd>Esc</Kbd>
        </Button>
        <span className="ml-auto text-ink-3 max-md:hidden">{t('markdown')}</span>
      </footer>
    </Said>
  );
}
