/** The logo: the AI and a person, overlapping. */
export function Mark() {
  return (
    <div className="mb-6 flex items-center gap-2 text-md font-semibold tracking-tight">
      <svg width="26" height="16" viewBox="0 0 26 16" aria-hidden="true">
        <circle cx="8" cy="8" r="8" className="fill-iris" />
        <circle cx="18" cy="8" r="8" className="fill-pine" />
        <path d="M13 1.75a8 8 0 0 1 0 12.5 8 8 0 0 1 0-12.5Z" fill="#17324a" />
      </svg>
      Tandem
    </div>
  );
}
