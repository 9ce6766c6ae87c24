// Small real files for mails with attachments, drawn here so that none lies in the repository.
import { crc32, deflateSync } from 'node:zlib';

export type DemoFile = { filename: string; contentType: string; content: Buffer };

export function demoFile(kind: 'picture' | 'pdf'): DemoFile {
  return kind === 'picture'
    ? { filename: 'label.png', contentType: 'image/png', content: labelPicture() }
    : { filename: 'purchase-order.pdf', contentType: 'application/pdf', content: purchaseOrder() };
}

/** A label of 240 × 160 whose barcode runs out of the right edge. */
function labelPicture(): Buffer {
  const [width, height] = [240, 160];
  const rows = Buffer.alloc((width + 1) * height, 255);
  for (let y = 0; y < height; y += 1) {
    rows[y * (width + 1)] = 0;
    for (let x = 0; x < width; x += 1) {
      const bar = y > 90 && y < 145 && x > 40 && (x * x * 7 + x * 13) % 17 < 8;
      const line = x > 20 && x < 150 - (y % 30) && y > 20 && y < 80 && y % 15 < 4;
      if (bar || line) rows[y * (width + 1) + 1 + x] = 30;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits, greyscale.
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.byteLength);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function purchaseOrder(): Buffer {
  const text =
    'BT /F1 18 Tf 60 760 Td (Purchase order 2026-0417) Tj 0 -32 Td /F1 11 Tf (Parcelbird Growth, yearly: EUR 590.00) Tj ET';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = pdf.length;
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(pdf, 'latin1');
}
