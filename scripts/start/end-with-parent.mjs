// Preloaded into web and worker: they never outlive the starter (even one that was killed), nor wait long for open pages.
import './client-address.mjs';
import './files-host.mjs';

const GRACE_MS = 2_000;

process.once('disconnect', () => process.exit(1));
// `next dev` starts a process of its own, which inherits this file and waits for orders on its channel: that one must stay.
if (process.env.TANDEM_STARTER === String(process.ppid)) process.channel?.unref();
// Next waits for every open connection, and an inbox keeps one open as long as its tab.
if (process.env.TANDEM_PART === 'web')
  process.once('SIGTERM', () => setTimeout(() => process.exit(0), GRACE_MS).unref());
