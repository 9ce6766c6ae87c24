'use client';
import { Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useTransition } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx';
import { useIsLive } from './live.tsx';
import { paint, setTheme, type Theme } from './theme.ts';

const THEMES = [
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
  { value: 'system', icon: Monitor },
] as const;

export function UserMenu({
  name,
  theme: initial,
  signOut,
  onShortcuts,
}: {
  name: string;
  theme: Theme;
  signOut: () => Promise<void>;
  onShortcuts: () => void;
}) {
  const t = useTranslations('shell');
  const router = useRouter();
  const live = useIsLive();
  const [theme, choose] = useState(initial);
  const [, startLeaving] = useTransition();

  useEffect(() => {
    if (theme !== 'system') return;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => paint('system');
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [theme]);

  return (
    <Menu>
      <MenuTrigger className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover data-[state=open]:bg-hover">
        <Avatar name={name} />
        <span className="min-w-0 flex-1 truncate font-medium">
          {name}
          <span className="sr-only">{t('user.menu')}</span>
        </span>
        <span
          role="img"
          aria-label={t(live ? 'live' : 'notLive')}
          title={t(live ? 'live' : 'notLive')}
          className={`size-[7px] rounded-full ${live ? 'bg-pine-2' : 'bg-amber-2'}`}
        />
      </MenuTrigger>
      <MenuContent align="start" side="top" className="w-52">
        <MenuItem onSelect={() => router.push('/settings/you' as Route)}>
          <UserRound />
          {t('user.profile')}
        </MenuItem>
        <MenuItem onSelect={onShortcuts}>
          <Keyboard />
          {t('user.shortcuts')}
        </MenuItem>
        <MenuSeparator />
        <MenuLabel>{t('user.theme')}</MenuLabel>
        {THEMES.map(({ value, icon: Icon }) => (
          <MenuItem
            key={value}
            role="menuitemradio"
            aria-checked={theme === value}
            onSelect={() => {
              choose(value);
              setTheme(value);
            }}
          >
            <Icon />
            <span className={theme === value ? 'font-semibold' : undefined}>{t(`user.${value}`)}</span>
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => startLeaving(() => signOut())}>
          <LogOut />
          {t('user.signOut')}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
