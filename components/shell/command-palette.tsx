'use client';
import { Command } from 'cmdk';
import { BookOpen, CalendarClock, Hash, Headset, Keyboard, Mails, Search, Settings } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Kbd } from '#components/ui/kbd.tsx';
import { currentCommands } from './commands.ts';
import { helpCenterPages, inboxItems, reviewItem, settingsPages, teamItem, workspaceItems } from './navigation.ts';

/** Reaches every page, and whatever the open screen lends (useCommands). */
export function CommandPalette({
  teams,
  onClose,
  onShortcuts,
}: {
  teams: { id: number; name: string }[];
  onClose: () => void;
  onShortcuts: () => void;
}) {
  const t = useTranslations('shell');
  const settings = useTranslations('settings.nav');
  const router = useRouter();
  const [text, setText] = useState('');
  const [commands] = useState(currentCommands);
  const groups = [...new Set(commands.map((command) => command.group))];
  const number = /^#?(\d{1,15})$/.exec(text.trim())?.[1];
  const go = (href: string) => {
    onClose();
    router.push(href as Route);
  };
  const run = (action: () => void) => {
    onClose();
    // After the dialog gave the focus back, so that the action may take it.
    setTimeout(action, 0);
  };

  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={t('palette.title')}
      overlayClassName="fixed inset-0 z-50 bg-[rgb(20_19_18/0.4)]"
      contentClassName="fixed top-[14vh] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-xl border border-line-2 bg-surface shadow-2"
    >
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden="true" className="text-ink-3" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder={t('palette.placeholder')}
          className="h-12 min-w-0 flex-1 bg-transparent text-md outline-none"
        />
      </div>
      <Command.List className="max-h-[min(420px,60vh)] scroll-py-2 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-ink-3">{t('palette.empty')}</Command.Empty>
        {groups.map((group) => (
          <Group key={group} heading={group}>
            {commands
              .filter((command) => command.group === group)
              .map((command) => (
                <Item key={command.id} icon={command.icon} keys={command.keys} onSelect={() => run(command.run)}>
                  {command.label}
                </Item>
              ))}
          </Group>
        ))}
        <Group heading={t('palette.goTo')}>
          {[reviewItem, ...inboxItems, ...workspaceItems].map(({ href, label, icon: Icon }) => (
            <Item key={href} icon={<Icon />} onSelect={() => go(href)}>
              {t(`nav.${label}`)}
            </Item>
          ))}
          {teams.map(({ id, name }) => (
            // Its number sets apart what the palette would take for one.
            <Item key={id} value={`team ${id} ${name}`} icon={<Headset />} onSelect={() => go(teamItem(id).href)}>
              {t('palette.team', { name })}
            </Item>
          ))}
          {helpCenterPages.map(({ href, label }) => (
            <Item key={href} icon={<BookOpen />} onSelect={() => go(href)}>
              {t(`palette.${label}`)}
            </Item>
          ))}
          {settingsPages.map((page) => (
            <Item key={page} icon={<Settings />} onSelect={() => go(`/settings/${page}`)}>
              {t('palette.settings', { page: settings(page) })}
            </Item>
          ))}
          <Item icon={<Search />} keys="/" onSelect={() => go('/search')}>
            {t('search')}
          </Item>
          <Item icon={<Mails />} onSelect={() => go('/mail')}>
            {t('palette.mail')}
          </Item>
          <Item icon={<CalendarClock />} onSelect={() => go('/mail?show=scheduled')}>
            {t('palette.scheduled')}
          </Item>
          <Item icon={<BookOpen />} onSelect={() => run(() => window.open('/help', '_blank', 'noopener'))}>
            {t('palette.helpCenterPublic')}
          </Item>
          <Item icon={<Keyboard />} keys="?" onSelect={() => run(onShortcuts)}>
            {t('user.shortcuts')}
          </Item>
        </Group>
        {text.trim() && (
          <Command.Group forceMount heading={t('palette.find')} className={GROUP}>
            {number && (
              <Item forceMount icon={<Hash />} onSelect={() => go(`/inbox/open/${number}`)}>
                {t('palette.openNumber', { number })}
              </Item>
            )}
            <Item forceMount icon={<Search />} onSelect={() => go(`/search?q=${encodeURIComponent(text.trim())}`)}>
              {t('palette.findText', { text: text.trim() })}
            </Item>
          </Command.Group>
        )}
      </Command.List>
    </Command.Dialog>
  );
}

const GROUP =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-[550] [&_[cmdk-group-heading]]:text-ink-3';

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group heading={heading} className={GROUP}>
      {children}
    </Command.Group>
  );
}

function Item({
  icon,
  keys,
  forceMount,
  value,
  onSelect,
  children,
}: {
  icon?: ReactNode;
  keys?: string;
  forceMount?: boolean;
  /** What it is found by, if not by its words. */
  value?: string;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      onSelect={onSelect}
      forceMount={forceMount}
      {...(value ? { value } : {})}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-hover [&>.lucide]:text-ink-3"
    >
      {icon}
      <span className="truncate">{children}</span>
      {keys && <Kbd className="ml-auto">{keys}</Kbd>}
    </Command.Item>
  );
}
