'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Input } from '#components/ui/input.tsx';
import { ask } from './ask.ts';

const MOST_OFFERED = 12;

export function TagDialog({
  tags: initial,
  onSave,
  onClose,
}: {
  tags: string[];
  onSave: (tags: string[]) => void;
  onClose: () => void;
}) {
  const t = useTranslations('inbox.tags');
  const [tags, setTags] = useState(initial);
  const [text, setText] = useState('');
  const [known, setKnown] = useState<string[]>([]);
  useEffect(() => {
    ask<string[]>('tags')
      .then(setKnown)
      .catch(() => {});
  }, []);
  const typed = text.trim().toLowerCase();
  const offered = known.filter((tag) => !tags.includes(tag) && tag.includes(typed)).slice(0, MOST_OFFERED);
  const add = (tag: string) => {
    if (tag && !tags.includes(tag)) setTags([...tags, tag]);
    setText('');
  };
  const save = () => {
    onSave(typed ? [...new Set([...tags, typed])] : tags);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      footer={
        <Button variant="primary" onClick={save}>
          {t('save')}
        </Button>
      }
    >
      {tags.length > 0 && (
        <ul className="mb-2.5 flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag}>
              <button
                type="button"
                aria-label={t('remove', { tag })}
                onClick={() => setTags(tags.filter((other) => other !== tag))}
                className="inline-flex h-6 items-center gap-1 rounded-full bg-sunken pr-1.5 pl-2.5 text-sm hover:bg-line"
              >
                {tag}
                <X className="size-3 text-ink-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Input
        autoFocus
        aria-label={t('placeholder')}
        placeholder={t('placeholder')}
        value={text}
        maxLength={40}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save();
          else if (event.key === 'Enter') typed ? add(typed) : save();
          else if (event.key === 'Backspace' && !text) setTags(tags.slice(0, -1));
        }}
      />
      {offered.length > 0 && (
        <>
          <h3 className="pt-3 pb-1.5 text-xs text-ink-3">{t('known')}</h3>
          <ul className="flex flex-wrap gap-1.5">
            {offered.map((tag) => (
              <li key={tag}>
                <button
                  type="button"
                  onClick={() => add(tag)}
                  className="inline-flex h-6 items-center rounded-full px-2.5 text-sm text-ink-2 ring-1 ring-line-2 ring-inset hover:bg-hover"
                >
                  {tag}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
