'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ReplayFirst } from '#components/replay/replay-first.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import type { AiEngine } from '#db/schema/workspace.ts';
import type { MeaningState } from '#lib/ai/embed-passages.ts';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

const PROVIDERS = ['builtin', 'openai', 'anthropic', 'openai-compatible'] as const;

/** @param earned reviews that count for who answers now. */
export function EngineForm({
  engine,
  keySet,
  earned,
  meaning,
  action,
}: {
  engine: AiEngine;
  keySet: boolean;
  earned: number;
  /** How far the help center is read; null without an embedding model. */
  meaning: MeaningState | null;
  action: FormAction;
}) {
  const t = useTranslations('settings');
  const first = useTranslations('replay.first');
  const { form, pending, state, errorFor } = useActionForm(action);
  const [provider, choose] = useState(engine.provider);
  const [intent, setIntent] = useState<'save' | 'test'>('save');
  const kept = keySet && provider === engine.provider;
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <Field label={t('ai.provider')} hint={t(`ai.${provider}Hint`)} htmlFor="provider" error={errorFor('provider')}>
        <Select
          id="provider"
          name="provider"
          value={provider}
          aria-describedby="provider-hint"
          onChange={(event) => choose(event.target.value as AiEngine['provider'])}
        >
          {PROVIDERS.map((name) => (
            <option key={name} value={name}>
              {t(`ai.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      {provider === 'openai-compatible' && (
        <Field label={t('ai.baseUrl')} hint={t('ai.baseUrlHint')} htmlFor="baseUrl" error={errorFor('baseUrl')}>
          <Input
            id="baseUrl"
            name="baseUrl"
            type="url"
            defaultValue={engine.baseUrl}
            required
            maxLength={500}
            aria-describedby="baseUrl-hint"
          />
        </Field>
      )}
      {provider !== 'builtin' && (
        <>
          <Field label={t('ai.model')} hint={t('ai.modelHint')} htmlFor="model" error={errorFor('model')}>
            <Input
              key={provider}
              id="model"
              name="model"
              defaultValue={provider === engine.provider ? engine.model : ''}
              required
              maxLength={200}
              spellCheck={false}
              autoComplete="off"
              aria-describedby="model-hint"
            />
          </Field>
          {provider !== 'anthropic' && (
            <Field
              label={t('ai.embedding')}
              hint={t(`ai.embedding-${provider}`)}
              htmlFor="embedding"
              error={errorFor('embedding')}
            >
              <Input
                key={provider}
                id="embedding"
                name="embedding"
                defaultValue={provider === engine.provider ? engine.embedding : ''}
                maxLength={200}
                spellCheck={false}
                autoComplete="off"
                aria-describedby="embedding-hint"
              />
              {meaning && provider === engine.provider && <MeaningLine meaning={meaning} />}
            </Field>
          )}
          <Field
            label={t('ai.key')}
            hint={kept ? t('ai.keySet') : t('ai.keyHint')}
            htmlFor="key"
            error={errorFor('key')}
          >
            <Input
              id="key"
              name="key"
              type="password"
              autoComplete="off"
              maxLength={1000}
              placeholder={kept ? '••••••••••••' : undefined}
              aria-describedby="key-hint"
            />
          </Field>
        </>
      )}
      {earned > 0 && <p className="max-w-[70ch] text-ink-2">{t('ai.resets', { n: earned })}</p>}
      <ReplayFirst pending={pending} carries buttons={[{ intent: 'replay', label: first('start') }]} />
      <FormFooter error={errorFor()} done={pending ? undefined : state.done}>
        <Button
          variant="primary"
          type="submit"
          name="intent"
          value="save"
          disabled={pending}
          onClick={() => setIntent('save')}
        >
          {pending && intent === 'save' ? t('saving') : t('save')}
        </Button>
        <Button
          type="submit"
          name="intent"
          value="test"
          disabled={pending}
          title={t('ai.testHint')}
          onClick={() => setIntent('test')}
        >
          {pending && intent === 'test' ? t('ai.testing') : t('ai.test')}
        </Button>
      </FormFooter>
    </form>
  );
}

function MeaningLine({ meaning: { passages, read, problem } }: { meaning: MeaningState }) {
  const t = useTranslations('settings.ai');
  return (
    <p className={problem ? 'text-rose' : 'text-ink-2'}>
      {t(read < passages ? 'embeddingReading' : 'embeddingRead', { passages, read })} {problem}
    </p>
  );
}
