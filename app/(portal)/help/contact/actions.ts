'use server';
import type { Route } from 'next';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { ContactState, ContactValues } from '#components/portal/contact-state.ts';
import { db } from '#db/client.ts';
import { formMailbox, mailboxByAddress } from '#lib/channels/find-mailbox.ts';
import { mailboxAddressOf } from '#lib/channels/reply-address.ts';
import { receiveForm } from '#lib/inbound/form.ts';
import { FORM_LIMITS, type FormProblem, filesFit, readFormFields } from '#lib/inbound/form-fields.ts';
import { formWait } from '#lib/inbound/form-limit.ts';
import { issueFormToken, readFormToken } from '#lib/inbound/form-token.ts';
import { clientIp } from '#lib/platform/client-ip.ts';
import { safeFileName } from '#lib/platform/file-name.ts';
import { isBlockedType } from '#lib/platform/file-warning.ts';
import { log } from '#lib/platform/log.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';
import { rememberSent } from './sent.ts';
import { suggestedLinks } from './suggested-links.ts';

/** Takes the form, or gives it back with what was typed and why. With scripts it answers where to go; without, it goes there. */
export async function sendContactForm(_: ContactState, form: FormData): Promise<ContactState> {
  const t = await getTranslations('portal.contact.errors');
  const values = typed(form);
  const token = String(form.get('token') ?? '');
  const back = (more: Partial<ContactState>): ContactState => ({ token, values, errors: {}, suggestions: [], ...more });
  const files = form.getAll('files').filter((file): file is File => file instanceof File && file.size > 0);
  const live = form.get('live') === '1';
  // A browser without scripts gives chosen files up when the page comes back.
  const refuse = (problem: string, more: Partial<ContactState> = {}) =>
    back({
      problem,
      ...more,
      errors: { ...(files.length > 0 && !live ? { files: t('chooseAgain') } : {}), ...more.errors },
    });

  const fields = readFormFields(values);
  const problems: FormProblem[] = 'problems' in fields ? fields.problems : [];
  const { formMb, blocked } = await loadFileSettings();
  const refused = files.filter(({ name }) => isBlockedType(name, blocked));
  if (
    refused.length > 0 ||
    !filesFit(
      files.map(({ size }) => size),
      formMb,
    )
  )
    problems.push('files');
  if (!('problems' in fields) && (await mailboxByAddress(mailboxAddressOf(fields.email)))) problems.push('email');
  if (problems.length > 0 || 'problems' in fields) {
    const limits = { count: FORM_LIMITS.files, size: formMb };
    const errors = Object.fromEntries(problems.map((field) => [field, t(field, limits)]));
    if (refused.length > 0)
      errors.files = t('fileTypes', { names: refused.map(({ name }) => safeFileName(name)).join(', ') });
    return refuse(t('summary'), { errors });
  }
  if (form.get('website')) return refuse(t('trap'));
  const page = readFormToken(token);
  if (page === 'stale') return refuse(t('again'), { token: issueFormToken() });
  if (page === 'early') return refuse(t('again'));
  if (!live && form.get('seen') !== '1' && files.length === 0) {
    const suggestions = await suggestedLinks(`${fields.subject}\n${fields.message}`, 'between');
    if (suggestions.length > 0) return back({ suggestions });
  }
  const wait = await formWait(db(), { ip: clientIp(await headers()), email: fields.email });
  if (wait !== null) return refuse(t('tooMany', { minutes: Math.ceil(wait / 60) }));

  let path: string;
  try {
    const mailbox = await formMailbox();
    if (!mailbox) return refuse(t('closed'));
    const content = await Promise.all(
      files.map(async (file) => ({
        name: file.name,
        type: file.type,
        content: Buffer.from(await file.arrayBuffer()),
      })),
    );
    const { reference, rawMessageId, duplicate } = await db().transaction((tx) =>
      receiveForm(tx, mailbox, { id: page.id, fields, files: content }),
    );
    log.info({ rawMessageId, duplicate, files: files.length }, 'form taken');
    rememberSent(await cookies(), { reference, email: fields.email });
    path = `/help/contact/thanks?ref=${reference}`;
  } catch (error) {
    log.error({ err: error }, 'a form could not be stored; its sender was asked to try again');
    return refuse(t('failed'));
  }
  if (live) return back({ sent: path });
  redirect(path as Route);
}

/** As it was typed, cut so that what comes back is never larger than a form can be. */
function typed(form: FormData): ContactValues {
  const text = (name: keyof ContactValues, longest: number) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.slice(0, longest) : '';
  };
  return {
    name: text('name', 400),
    email: text('email', 400),
    subject: text('subject', 800),
    message: text('message', FORM_LIMITS.message * 2),
  };
}
