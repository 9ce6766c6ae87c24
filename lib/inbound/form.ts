// The portal's door. Owns what a form becomes: a mail that goes the way of every other. It knows no contact, so it can tell nobody who is one.
import type { Tx } from '#db/client.ts';
import type { Mailbox } from '#lib/channels/find-mailbox.ts';
import { formMailId, formReference } from '#lib/channels/form-reference.ts';
import { sha256 } from '#lib/platform/crypto.ts';
import type { FormFields, FormFile } from './form-fields.ts';
import { formMessage } from './form-message.ts';
import { receive } from './receive.ts';

export type Form = {
  /** Of the page's token: the same page posted twice with the same words is one message. */
  id: string;
  fields: FormFields;
  files: FormFile[];
};

/** Stores the form's message. `reference` names it for the customer; it opens nothing. Nobody has proven who they are: a form's sender is unverified. */
export async function receiveForm(
  tx: Tx,
  mailbox: Pick<Mailbox, 'id' | 'name' | 'address'>,
  { id, fields, files }: Form,
): Promise<{ reference: string; rawMessageId: number; duplicate: boolean }> {
  const content = [id, mailbox.id, fields, files.map(({ name, content }) => [name, sha256(content)])];
  const reference = formReference(JSON.stringify(content));
  const raw = await formMessage({
    fields,
    files,
    to: { name: mailbox.name, address: mailbox.address },
    mailId: `${formMailId(reference)}@${mailbox.address.split('@')[1] ?? ''}`,
    date: new Date(),
  });
  const envelope = { from: fields.email, to: [mailbox.address] };
  return { reference, ...(await receive(tx, { mailboxId: mailbox.id, door: 'form', envelope, raw })) };
}
