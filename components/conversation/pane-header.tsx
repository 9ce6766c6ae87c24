'use client';
import {
  ArrowLeft,
  Check,
  Ellipsis,
  OctagonAlert,
  PanelRight,
  RotateCcw,
  Tag,
  UserPlus,
  UserRound,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
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
  const { mayWrite, backToList } = useInbox();
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

function AssignMenu({
  conversation,
  actions,
  menu,
  onMenu,
}: {
  conversation: ConversationView;
  actions: Actions;
  menu: PaneMenu;
  onMenu: (menu: PaneMenu) => void;
}) {
  const t = useTranslations('inbox');
  const { me, teammates } = useInbox();
  const { assigneeId, assigneeName } = conversation;
  return (
    <Menu open={menu === 'assign'} onOpenChange={(open) => onMenu(open ? 'assign' : null)}>
      <MenuTrigger asChild>
        <Button size="sm" className="max-md:px-2">
          {assigneeName ? <Avatar name={assigneeName} size={18} className="-ml-1" /> : <UserPlus />}
          {assigneeName && <span className="sr-only">{t('assignedTo')} </span>}
          <span className="max-w-24 truncate max-md:sr-only">{assigneeName ?? t('assign')}</span>
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        {assigneeId !== me.id && (
          <>
            <MenuItem onSelect={() => void actions.assign(me.id)}>
              <Avatar name={me.name} size={18} />
              {t('assignMe')}
            </MenuItem>
            <MenuSeparator />
          </>
        )}
        {teammates
          .filter((one) => one.id !== me.id || assigneeId === me.id)
          .map((one) => (
            <MenuItem key={one.id} onSelect={() => void actions.assign(one.id)}>
              <Avatar name={one.name} size={18} />
              {one.name}
              {one.id === assigneeId && <Check className="ml-auto" />}
            </MenuItem>
          ))}
        {assigneeId !== null && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => void actions.assign(null)}>{t('assignNobody')}</MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
