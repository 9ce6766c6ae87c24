import { db } from '#db/client.ts';
import { addDraftFile, storeUpload } from '#lib/conversations/draft-files.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';
import { answer, numberOf } from '../../../answer.ts';
import { refuseOtherSites } from '../../../same-site.ts';

// A form's boundaries and names, beside the file.
const WRAPPING = 100_000;

/** Adds one file (`file`) to the agent's draft. */
export async function POST(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const { number } = await params;
  return answer(async (agent) => {
    const file = await fileIn(request);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const upload = await storeUpload(agent, { filename: file.name, contentType: file.type, bytes });
    return db().transaction((tx) => addDraftFile(tx, agent, numberOf(number), upload));
  });
}

async function fileIn(request: Request): Promise<File> {
  refuseOtherSites(request.headers);
  // The form is held in memory, so its size is known before it is read.
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  const { largestMb } = await loadFileSettings();
  if (!(length <= largestMb * 1_000_000 + WRAPPING))
    throw new Invalid(`A file may have ${largestMb} MB. Nothing was added.`, 'file');
  const file = (await request.formData().catch(() => null))?.get('file');
  if (!(file instanceof File)) throw new Invalid('No file came with this. Nothing was added.', 'file');
  return file;
}
