'use client';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';

/** A secret or link that is shown this once, ready to copy. */
export function SecretOnce({
  id,
  label,
  value,
  note,
  copy,
  copied,
}: {
  id: string;
  label: string;
  value: string;
  note: string;
  copy: string;
  copied: string;
}) {
  const [done, setDone] = useState(false);
  return (
    <div className="flex flex-col gap-1.5 rounded-lg border border-amber-line bg-amber-wash p-3" role="status">
      <label htmlFor={id} className="font-medium">
        {note}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          aria-label={label}
          readOnly
          value={value}
          className="min-w-0 flex-1 font-mono text-sm"
          onFocus={(event) => event.target.select()}
        />
        <Button
          onClick={() =>
            navigator.clipboard.writeText(value).then(
              () => setDone(true),
              () => setDone(false),
            )
          }
        >
          {done ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {done ? copied : copy}
        </Button>
      </div>
    </div>
  );
}
