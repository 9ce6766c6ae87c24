const ADDRESS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}])/g;

/** Plain text with its web addresses as links; the text stays as it is, so what one sees is where one goes. */
export function LinkedText({ text }: { text: string }) {
  return text.split(ADDRESS).map((part, index) =>
    index % 2 === 1 ? (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
        key={index}
        href={part}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-sky underline underline-offset-2"
      >
        {part}
      </a>
    ) : (
      part
    ),
  );
}
