// Draws the README's pictures. Usage: screenshots.mjs WXNOTICE FOLDER
import {launch} from './browser.mjs';
import {Mock} from './mock.mjs';
import {play} from './scene.mjs';

const [binary, folder] = process.argv.slice(2);
const WIDE = {width: 1200, height: 760};
const PHONE = {width: 390, height: 844};
const SHOTS = [
  {name: 'inbox', path: 'm/latest'},
  {name: 'why', path: 'requests', act: (page) => page.locator('.row', {hasText: '该 id 已超过 7 天'}).click()},
  {name: 'ledger', path: 'ledger'},
  {name: 'title', path: 'title', act: async (page) => {
    await page.getByLabel('标题').fill('会员优惠到账');
    await page.getByLabel(/^关键词/).fill('内容\n领取时间：2018年2月2日 14:28');
    await page.locator('.findings li').first().waitFor();
  }},
  {name: 'phone', path: 'm/latest', viewport: PHONE, locale: 'en-US'},
  {name: 'clock-dark', path: 'clock', colorScheme: 'dark', act: async (page) => {
    for (const step of ['+2 小时', '+7 天']) {
      await page.getByRole('button', {name: step}).click();
      await page.locator('.log b', {hasText: step}).waitFor();
    }
    await mock.token();
    await mock.token();
    await page.locator('.bar.overlap').waitFor();
  }},
];

const mock = await Mock.start(binary);
const browser = await launch();
try {
  await play(mock);
  for (const {name, path, act = () => {}, viewport = WIDE, locale = 'zh-CN', colorScheme = 'light'} of SHOTS) {
    const page = await browser.newPage({viewport, locale, colorScheme, reducedMotion: 'reduce'});
    await page.goto(`${mock.url}/__admin/ui/${path}`);
    await page.locator('.live.on').waitFor();
    await page.locator(path.startsWith('m/') ? '.wx-card' : '#main .root > *').waitFor();
    await page.locator('.row, .box').first().waitFor({state: 'attached'});
    await act(page);
    await page.waitForTimeout(400);  // until the last answer is drawn
    await page.screenshot({path: `${folder}/${name}.png`});
    await page.close();
  }
} finally {
  await browser.close();
  await mock.stop();
}
