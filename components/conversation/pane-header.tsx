'use client';
import {
  ArrowLeft,
  Check,
  Ellipsis,
  FolderInput,
  OctagonAlert,
  PanelRight,
  RotateCcw,
  Tag,
  UserRound,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '#components/ui/menu.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import { AssignMenu } from './assign-menu.tsx';
import { useInbox } from './inbox-context.ts';
import type { PaneMenu } from './pane-menu.ts';
import { Present } from './present.tsx';
import { SnoozeMenu } from './snooze-menu.tsx';
import type { Actions } from './use-actions.ts';

export function PaneHeader({
  conversation,
  isOpen,
  actions,
  menu,
  onMenu,
}: {
  conversation: ConversationView;
  isOpen: boolean;
  actions: Actions;
  menu: PaneMenu;
  onMenu: (menu: PaneMenu) => void;
}) {
  const t = useTranslations('inbox');
  const { mayWrite, mailboxes, backToList } = useInbox();
  const spam = conversation.status === 'spam' || conversation.status === 'trash';
  return (
    <header className="flex h-12 flex-none items-center gap-2 border-b px-4 max-md:pr-2 max-md:pl-13">
      <Button variant="ghost" size="icon" aria-label={t('back')} onClick={backToList} className="md:hidden">
        <ArrowLeft />
      </Button>
      <h1
        className="flex min-w-0 flex-1 gap-x-1.5 text-body max-md:flex-col max-md:leading-tight"
        title={conversation.subject}
      >
        <span className="truncate">{conversation.subject || t('noSubject')}</span>
        <span className="font-normal text-ink-3 max-md:text-xs">{t('number', { number: conversation.id })}</span>
      </h1>
      <Present present={conversation.present} />
      {mayWrite && (
        <>
          <AssignMenu conversation={conversation} actions={actions} menu={menu} onMenu={onMenu} />
          <SnoozeMenu
            open={menu === 'snooze'}
            onOpenChange={(open) => onMenu(open ? 'snooze' : null)}
            onSnooze={(until) => void actions.snooze(until)}
          />
          <Button size="sm" onClick={() => void (isOpen ? actions.close() : actions.reopen())} className="max-md:px-2">
            {isOpen ? <Check /> : <RotateCcw />}
            <span className="max-md:sr-only">
              {t(isOpen ? 'close' : conversation.status === 'spam' ? 'notSpam' : 'reopen')}
            </span>
          </Button>
          <Menu>
            <MenuTrigger asChild>
              <Button size="icon" variant="ghost" aria-label={t('more')}>
                <Ellipsis />
              </Button>
            </MenuTrigger>
            <MenuContent align="end">
              <MenuItem onSelect={() => onMenu('details')} className="xl:hidden">
                <UserRound />
                {t('details')}
              </MenuItem>
              <MenuItem onSelect={() => setTimeout(() => onMenu('tags'), 0)}>
                <Tag />
                {t('tags.title')}
              </MenuItem>
              {mailboxes.length > 1 && (
                <MenuItem onSelect={() => setTimeout(() => onMenu('move'), 0)}>
                  <FolderInput />
                  {t('move.open')}
                </MenuItem>
              )}
              <MenuItem onSelect={() => void (spam ? actions.reopen() : actions.spam())}>
                <OctagonAlert />
                {t(spam ? 'notSpam' : 'spam')}
              </MenuItem>
            </MenuContent>
          </Menu>
        </>
      )}
      <Tooltip label={t('details')}>
        <Button
          size="icon"
          variant="ghost"
          aria-label={t('details')}
          aria-expanded={menu === 'details'}
          onClick={() => onMenu(menu === 'details' ? null : 'details')}
          className={classNames(mayWrite && 'max-md:hidden', 'xl:hidden')}
        >
          <PanelRight />
        </Button>
      </Tooltip>
    </header>
  );
}
