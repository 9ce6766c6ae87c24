import { Logo } from '#components/shell/logo.tsx';

export function Mark() {
  return (
    <div className="mb-6 flex items-center gap-2 text-md font-semibold tracking-tight">
      <Logo size={26} />
      Tandem
    </div>
  );
}
