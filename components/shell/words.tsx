'use client';
// The words of the agent app, which speaks English. They are part of its script, which browsers keep: given by the layout they would be
// written into every page, 56 kB that the server has to make and the browser to read each time.
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import autopilot from '#messages/en/autopilot.json';
import common from '#messages/en/common.json';
import events from '#messages/en/events.json';
import helpCenter from '#messages/en/helpCenter.json';
import inbox from '#messages/en/inbox.json';
import lessons from '#messages/en/lessons.json';
import mail from '#messages/en/mail.json';
import people from '#messages/en/people.json';
import reasons from '#messages/en/reasons.json';
import replay from '#messages/en/replay.json';
import review from '#messages/en/review.json';
import settings from '#messages/en/settings.json';
import shell from '#messages/en/shell.json';
import solved from '#messages/en/solved.json';

const messages = {
  autopilot,
  common,
  events,
  helpCenter,
  inbox,
  lessons,
  mail,
  people,
  reasons,
  replay,
  review,
  settings,
  shell,
  solved,
};

export function Words({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
