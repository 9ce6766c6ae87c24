import { db } from '#db/client.ts';
import { removeDraftFile } from '#lib/conversations/draft-files.ts';
import { answer, numberOf } from '../../../../answer.ts';

export async function DELETE(
  _: Request,
  { params }: { params: Promise<{ number: string; fileId: string }> },
): Promise<Response> {
  const { number, fileId } = await params;
  return answer((agent) => db().transaction((tx) => removeDraftFile(tx, agent, numberOf(number), numberOf(fileId))));
}
