import { classNames } from './class-names.ts';

/** Shows HTML that lib made safe (#lib/platform/markdown.ts). Never give it anything else. */
export function Markdown({ html, className }: { html: string; className?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by renderMarkdown
  return <div className={classNames('prose-tandem', className)} dangerouslySetInnerHTML={{ __html: html }} />;
}
