'use client';
import { type FormEvent, startTransition, useActionState, useEffect, useRef, useState } from 'react';
import { CONTACT_BOX, ContactField } from './contact-field.tsx';
import type { ContactState } from './contact-state.ts';
import { portalButton } from './portal-button.ts';
import { SuggestedArticles } from './suggested-articles.tsx';
import { forgetForm, keepForm, useKeptForm } from './use-kept-form.ts';
import { useSuggestions } from './use-suggestions.ts';

type Word =
  | 'name'
  | 'email'
  | 'emailHint'
  | 'subject'
  | 'message'
  | 'files'
  | 'filesHint'
  | 'trap'
  | 'send'
  | 'sendAnyway'
  | 'sending'
  | 'mayHelp'
  | 'before'
  | 'newTab'
  | 'summary'
  | 'filesError'
  | 'failed';

type Props = {
  action: (state: ContactState, form: FormData) => Promise<ContactState>;
  initial: ContactState;
  limits: { name: number; subject: number; message: number; files: number; fileMegabytes: number };
  words: Record<Word, string>;
};

/** A plain form that works without scripts; with them, articles appear while one types, and a failure on the way costs nothing. */
export function ContactForm({ action, initial, limits, words }: Props) {
  const [posted, post] = useActionState(action, initial);
  const [answered, setAnswered] = useState<ContactState | null>(null);
  const [sending, setSending] = useState(false);
  const [live, setLive] = useState(false);
  const [text, setText] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const state = answered ?? posted;
  const { errors, values } = state;
  const found = useSuggestions(text);

  const readText = () => {
    const typed = form.current && new FormData(form.current);
    setText(typed ? `${typed.get('subject')}\n${typed.get('message')}` : '');
  };
  useKeptForm(form, () => {
    setLive(true);
    readText();
  });
  useEffect(() => {
    if (answered) form.current?.querySelector<HTMLElement>('[aria-invalid], [data-problem]')?.focus();
  }, [answered]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending) return;
    const data = new FormData(event.currentTarget);
    if (!filesAllowed(data.getAll('files'), limits)) {
      setAnswered({ ...state, errors: { files: words.filesError }, problem: words.summary });
      return;
    }
    setSending(true);
    startTransition(async () => {
      const next = await action(state, data).catch(() => ({ ...state, errors: {}, problem: words.failed }));
      if (next.sent) {
        forgetForm();
        window.location.assign(next.sent);
        return;
      }
      setSending(false);
      setAnswered(next);
    });
  }

  return (
    <form
      ref={form}
      action={post}
      onSubmit={onSubmit}
      onInput={(event) => {
        keepForm(event.currentTarget);
        readText();
      }}
      noValidate={live}
      className="grid gap-5 lg:grid-cols-[minmax(0,600px)_minmax(0,1fr)] lg:gap-x-12"
    >
      <input type="hidden" name="token" value={state.token} autoComplete="off" />
      {live && <input type="hidden" name="live" value="1" />}
      {state.problem && (
        <p
          role="alert"
          tabIndex={-1}
          data-problem
          className="rounded-lg border border-rose-line bg-rose-wash px-4 py-3 text-[15px] lg:col-start-1"
        >
          {state.problem}
        </p>
      )}
      {state.suggestions.length > 0 && (
        <div role="status" className="rounded-xl border bg-paper px-4 py-3 lg:col-start-1">
          <p className="text-[15px]">{words.before}</p>
          <SuggestedArticles articles={state.suggestions} newTab={words.newTab} />
          <input type="hidden" name="seen" value="1" />
        </div>
      )}
      <ContactField name="name" label={words.name} error={errors.name}>
        {(described) => (
          <input
            {...described}
            name="name"
            autoComplete="name"
            required
            maxLength={limits.name}
            defaultValue={values.name}
            className={`${CONTACT_BOX} h-11`}
          />
        )}
      </ContactField>
      <ContactField name="email" label={words.email} hint={words.emailHint} error={errors.email}>
        {(described) => (
          <input
            {...described}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            required
            maxLength={320}
            defaultValue={values.email}
            className={`${CONTACT_BOX} h-11`}
          />
        )}
      </ContactField>
      <ContactField name="subject" label={words.subject} error={errors.subject}>
        {(described) => (
          <input
            {...described}
            name="subject"
            required
            maxLength={limits.subject}
            defaultValue={values.subject}
            className={`${CONTACT_BOX} h-11`}
          />
        )}
      </ContactField>
      <ContactField name="message" label={words.message} error={errors.message}>
        {(described) => (
          <textarea
            {...described}
            name="message"
            required
            rows={7}
            maxLength={limits.message}
            defaultValue={values.message}
            className={`${CONTACT_BOX} min-h-40 py-2.5 leading-normal`}
          />
        )}
      </ContactField>
      <div aria-live="polite" className="empty:hidden lg:col-start-2 lg:row-span-4 lg:row-start-1 lg:self-start">
        {found.length > 0 && (
          <div className="rounded-xl border bg-paper px-4 py-3">
            <h2 className="text-[15px]">{words.mayHelp}</h2>
            <SuggestedArticles articles={found} newTab={words.newTab} />
          </div>
        )}
      </div>
      <ContactField name="files" label={words.files} hint={words.filesHint} error={errors.files}>
        {(described) => (
          <input
            {...described}
            name="files"
            type="file"
            multiple
            className="text-[15px] text-ink-2 file:mr-3 file:h-11 file:rounded-lg file:border file:border-line-2 file:bg-surface file:px-4 file:text-[15px] file:font-[550] file:text-ink max-w-full"
          />
        )}
      </ContactField>
      {/* People do not see it; what fills every field of a page gives itself away. */}
      <div aria-hidden="true" className="absolute -left-[9999px] h-px w-px overflow-hidden">
        <label htmlFor="contact-website">{words.trap}</label>
        <input id="contact-website" name="website" tabIndex={-1} autoComplete="off" />
      </div>
      <div className="lg:col-start-1">
        <button
          type="submit"
          aria-disabled={sending}
          className={`${portalButton({ primary: true })} max-sm:w-full min-w-32 aria-disabled:opacity-60`}
        >
          {sending ? words.sending : state.suggestions.length > 0 ? words.sendAnyway : words.send}
        </button>
      </div>
    </form>
  );
}

function filesAllowed(files: FormDataEntryValue[], limits: Props['limits']): boolean {
  const sizes = files.flatMap((file) => (file instanceof File && file.size > 0 ? [file.size] : []));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.length <= limits.files && bytes <= limits.fileMegabytes * 1024 * 1024;
}
