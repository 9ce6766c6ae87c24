'use client';
import { Check, Headset, UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import { useInbox } from './inbox-context.ts';
import type { PaneMenu } from './pane-menu.ts';
import type { Actions } from './use-actions.ts';

/** Who has it, and which team's matter it is. */
export function AssignMenu({
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
  const { me, teammates, teams } = useInbox();
  const { assigneeId, assigneeName, teamId } = conversation;
  return (
    <Menu open={menu === 'assign'} onOpenChange={(open) => onMenu(open ? 'assign' : null)}>
      <MenuTrigger asChild>
        <Button size="sm" className="max-md:px-2">
          {assigneeName ? <Avatar name={assigneeName} size={18} className="-ml-1" /> : <UserPlus />}
          {assigneeName && <span className="sr-only">{t('assignedTo')} </span>}
          <span className="max-w-24 truncate max-md:sr-only">{assigneeName ?? t('assign')}</span>
        </Button>
      </MenuTrigger>
      <MenuContent align="end" className="max-w-[min(300px,calc(100vw-24px))]">
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
              <span className="min-w-0 truncate">{one.name}</span>
              {one.id === assigneeId && <Check className="ml-auto flex-none" />}
            </MenuItem>
          ))}
        {assigneeId !== null && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => void actions.assign(null)}>{t('assignNobody')}</MenuItem>
          </>
        )}
        {teams.length > 0 && (
          <>
            <MenuSeparator />
            <MenuLabel>{t('team.label')}</MenuLabel>
            {teams.map((one) => (
              <MenuItem key={one.id} onSelect={() => void actions.team(one.id)}>
                <Headset className="flex-none" />
                <span className="min-w-0 truncate">{one.name}</span>
                {one.id === teamId && <Check className="ml-auto flex-none" />}
              </MenuItem>
            ))}
            {teamId !== null && <MenuItem onSelect={() => void actions.team(null)}>{t('team.none')}</MenuItem>}
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
