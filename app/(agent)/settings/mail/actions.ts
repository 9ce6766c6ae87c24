'use server';
import type { Route } from 'next';
import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { DnsAnswer } from '#components/settings/dns-check.tsx';
import type { FormState } from '#components/settings/form-state.ts';
import { db } from '#db/client.ts';
import type { MailProvider } from '#db/schema/channels.ts';
import { saveAliases } from '#lib/channels/aliases.ts';
import { checkDns, type DnsCheck } from '#lib/channels/check-dns.ts';
import { saveDkim } from '#lib/channels/dkim.ts';
import { saveImap } from '#lib/channels/imap-settings.ts';
import { saveMailboxTeam } from '#lib/channels/mailbox-team.ts';
import {
  addMailbox,
  connectedServers,
  removeMailbox,
  renameMailbox,
  rotateInboundKey,
  saveSignature,
  saveSmtp,
} from '#lib/channels/mailboxes.ts';
import { ATTEMPT_COOKIE, ATTEMPT_SECONDS } from '#lib/channels/oauth/attempt.ts';
import { beginConnect, disconnect } from '#lib/channels/oauth/connect.ts';
import { mailProviders } from '#lib/channels/oauth/providers.ts';
import { saveTrustedServer } from '#lib/channels/trusted-server.ts';
import { testImap } from '#lib/inbound/imap/test-connection.ts';
import { testSmtp } from '#lib/outbox/test-smtp.ts';
import { env } from '#lib/platform/env.ts';
import { formState } from '../../../form-state.ts';
import { requireAgent } from '../../../session.ts';
import { imapForm } from './imap-form.ts';
import { smtpForm } from './smtp-form.ts';

const mailboxId = z.number().int().positive();

export async function addMailboxAction(_: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings.mail');
  const schema = z.object({
    name: z.string().trim().min(1, t('nameMissing')).max(80),
    address: z
      .string()
      .trim()
      .toLowerCase()
      .max(254)
      .pipe(z.email(t('addressInvalid'))),
  });
  return formState(async () => {
    const values = schema.parse(Object.fromEntries(form));
    await db().transaction((tx) => addMailbox(tx, agent, values));
    revalidatePath('/', 'layout');
    return {};
  });
}

/** `secret` is the key. */
export async function rotateKeyAction(id: number): Promise<FormState> {
  const agent = await requireAgent();
  return formState(async () => {
    const secret = await db().transaction((tx) => rotateInboundKey(tx, agent, mailboxId.parse(id)));
    revalidatePath('/settings/mail');
    return { secret };
  });
}

export async function removeMailboxAction(id: number): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings.mail');
  return formState(async () => {
    await db().transaction((tx) => removeMailbox(tx, agent, mailboxId.parse(id)));
    revalidatePath('/', 'layout');
    return { done: t('removed') };
  });
}

/** One form, two buttons: `intent` is `test` or `save`. */
export async function saveMailboxAction(id: number, _: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  return formState(async () => {
    const { name, smtp, password } = await smtpForm(form, await connectedServers(mailboxId.parse(id)));
    if (form.get('intent') === 'test' && smtp) {
      const test = await testSmtp(agent, mailboxId.parse(id), smtp, password);
      return test.ok
        ? { done: t('mail.testOk', { email: agent.email }) }
        : { error: t('mail.testFailed', { error: test.words }) };
    }
    await db().transaction(async (tx) => {
      await renameMailbox(tx, agent, mailboxId.parse(id), name);
      await saveSmtp(tx, agent, id, smtp, password);
    });
    revalidatePath('/', 'layout');
    return { done: t('saved') };
  });
}

/** As saveMailboxAction, for fetching. */
export async function saveImapAction(id: number, _: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings.mail');
  return formState(async () => {
    const { imap, password } = await imapForm(form, await connectedServers(mailboxId.parse(id)));
    if (form.get('intent') === 'test' && imap) {
      const test = await testImap(agent, mailboxId.parse(id), imap, password);
      return test.ok
        ? { done: t('imapTestOk', { n: test.waiting, folder: imap.folder }) }
        : { error: t('imapTestFailed', { error: test.words }) };
    }
    await db().transaction((tx) => saveImap(tx, agent, mailboxId.parse(id), imap, password));
    revalidatePath('/', 'layout');
    return { done: t(imap ? 'imapSaved' : 'imapOff') };
  });
}

/** The mailbox's team, its signature, and the further addresses that it takes mail for: one a line. */
export async function saveAddressesAction(id: number, _: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  const schema = z.object({
    // Not asked for where there is no team.
    teamId: z.union([z.literal('').transform(() => null), z.coerce.number().int().positive()]).optional(),
    signature: z.string().max(2000),
    aliases: z
      .string()
      .max(20_000)
      .transform((text) => text.split(/[\s,;]+/).filter(Boolean)),
  });
  return formState(async () => {
    const { teamId, signature, aliases } = schema.parse(Object.fromEntries(form));
    await db().transaction(async (tx) => {
      if (teamId !== undefined) await saveMailboxTeam(tx, agent, mailboxId.parse(id), teamId);
      await saveSignature(tx, agent, mailboxId.parse(id), signature);
      await saveAliases(tx, agent, id, aliases);
    });
    revalidatePath('/settings/mail');
    return { done: t('saved') };
  });
}

export async function saveDkimAction(id: number, _: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings.mail');
  const text = (most: number) => z.string().max(most).default('');
  const schema = z.object({
    signs: z.enum(['no', 'dkim']),
    domain: text(300),
    selector: text(300),
    privateKey: text(10_000),
  });
  return formState(async () => {
    const { signs, domain, selector, privateKey } = schema.parse(Object.fromEntries(form));
    const dkim = signs === 'dkim' ? { domain, selector } : null;
    await db().transaction((tx) => saveDkim(tx, agent, mailboxId.parse(id), dkim, privateKey));
    revalidatePath('/settings/mail');
    return { done: t(dkim ? 'dkimSaved' : 'dkimOff') };
  });
}

export async function checkDnsAction(id: number): Promise<DnsAnswer> {
  const agent = await requireAgent();
  let check: DnsCheck | undefined;
  const { error } = await formState(async () => {
    check = await checkDns(agent, mailboxId.parse(id));
    return {};
  });
  return { check, error };
}

export async function saveTrustAction(id: number, _: FormState, form: FormData): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings');
  return formState(async () => {
    const name = z.string().max(253).parse(form.get('authservId'));
    await db().transaction((tx) => saveTrustedServer(tx, agent, mailboxId.parse(id), name));
    revalidatePath('/settings/mail');
    return { done: t('saved') };
  });
}

/** Leads to the provider's page; its answer comes to api/oauth/callback. */
export async function connectAction(id: number, provider: MailProvider): Promise<FormState> {
  const agent = await requireAgent();
  let url = '';
  const state = await formState(async () => {
    const attempt = await beginConnect(agent, mailboxId.parse(id), z.enum(mailProviders).parse(provider));
    (await cookies()).set(ATTEMPT_COOKIE, attempt.sealed, {
      httpOnly: true,
      sameSite: 'lax',
      secure: env().TANDEM_URL.startsWith('https:'),
      path: '/api/oauth',
      maxAge: ATTEMPT_SECONDS,
    });
    url = attempt.url;
    return {};
  });
  if (url) redirect(url as Route);
  return state;
}

export async function disconnectAction(id: number): Promise<FormState> {
  const agent = await requireAgent();
  const t = await getTranslations('settings.mail');
  return formState(async () => {
    await db().transaction((tx) => disconnect(tx, agent, mailboxId.parse(id)));
    revalidatePath('/', 'layout');
    return { done: t('disconnected') };
  });
}
