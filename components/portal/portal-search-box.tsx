import { useTranslations } from 'next-intl';
import { SearchBox } from './search-box.tsx';

/** The search island with its words, so that no message catalogue travels to the browser. */
export function PortalSearchBox({ initial, large }: { initial?: string; large?: boolean }) {
  const t = useTranslations('portal.search');
  return (
    <SearchBox
      initial={initial}
      large={large}
      words={{
        label: t('label'),
        placeholder: t('placeholder'),
        submit: t('submit'),
        suggestions: t('suggestions'),
        all: t('all', { query: '{query}' }),
        quoted: t('quoted'),
        readAll: t('readAll'),
        talk: t('talk'),
        none: t('none', { query: '{query}' }),
      }}
    />
  );
}
