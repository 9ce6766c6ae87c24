import { classNames } from '#components/ui/class-names.ts';

/** Any of a few, all visible; none chosen means that it does not count. */
export function ChipChoice({
  label,
  options,
  chosen,
  onChange,
}: {
  label: string;
  options: { value: string; label: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}) {
  return (
    <fieldset className="col-span-full min-w-0">
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map(({ value, label: name }) => {
          const on = chosen.includes(value);
          return (
            <label
              key={value}
              className={classNames(
                'inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2',
                on ? 'border-ink bg-sunken text-ink' : 'border-line-2 text-ink-2 hover:bg-hover',
              )}
            >
              <input
                type="checkbox"
                className="size-3 accent-ink"
                checked={on}
                onChange={() => onChange(on ? chosen.filter((one) => one !== value) : [...chosen, value])}
              />
              {name}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
