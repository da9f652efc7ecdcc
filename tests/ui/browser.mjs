// Debian's chromium, or the one that CHROMIUM names.
import {existsSync} from 'node:fs';
import {chromium} from 'playwright-core';

const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function launch() {
  const path = process.env.CHROMIUM ?? USUAL.find(existsSync);
  if (path === undefined) throw new Error('chromium is missing; tools/test installs it, or: apt-get install chromium');
  return chromium.launch({executablePath: path, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb']});
}
