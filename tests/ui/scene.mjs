// An afternoon of a mini program: good sends, and the usual mistakes.
import {data} from './mock.mjs';

export async function play(mock) {
  await mock.admin('PUT', 'clock', {action: 'set', now: '2018-02-02T12:30:00+08:00'});
  const first = await mock.token();
  await mock.admin('PUT', 'clock', {action: 'advance', by: '118m'});
  const token = await mock.token();
  const bought = await mock.template('AT0002', [3, 4, 5]);
  const users = ['oGZUI0egBJY1zhBYw2KhdUfwVJJE', 'oGZUI0WePB7dpRmkvFQjKTHDQjCI', 'oGZUI0Z4tpVsS0rNRBcHd1kZlNgU'];
  const goods = ['拿铁（大杯）', '手冲耶加雪菲', '燕麦拿铁', '冷萃', '美式咖啡', '抹茶拿铁', '可颂', '摩卡'];
  for (const [i, item] of goods.entries()) {
    await mock.send(token, {touser: users[i % 3], template_id: bought, page: `pages/index/index?order=${1024 + i}`,
      data: data('TIT造舰厂', `2018年2月2日 14:${String(28 + i)}`, {value: item, color: '#173177'})});
    await mock.admin('PUT', 'clock', {action: 'advance', by: '47s'});
  }
  const used = await mock.mint(users[0]);
  const body = {touser: users[0], template_id: bought, page: 'index', form_id: used, data: data('TIT造舰厂', '2018年2月2日 14:40', '咖啡')};
  await mock.send(token, body);
  await mock.send(token, body);
  await mock.send(token, body);
  await mock.send(token, {...body, form_id: await mock.mint(users[1], {age: '7d'}), touser: users[1]});
  await mock.send(token, {...body, form_id: await mock.mint(users[2], {kind: 'prepay', paid: false}), touser: users[2]});
  await mock.send(token, {...body, form_id: undefined, page: '/index'});
  await mock.send(first, {...body, form_id: undefined});
  await mock.admin('POST', 'faults', {match: {api: 'send'}, effect: {errcode: -1}, times: 2});
  const again = await mock.mint(users[0]);
  await mock.send(token, {...body, form_id: again});
  await mock.send(token, {...body, form_id: again, page: 'pages/index/index?order=1033',
    data: data('广州市海珠区新港中路397号 TIT造舰厂一层', '2018年2月2日 14:43', {value: '拿铁', color: '#173177'})}).catch(() => {});
  await mock.send(token, {touser: users[0], template_id: bought, page: 'pages/index/index?order=1034', form_id: again,
    data: data('广州市海珠区新港中路397号 TIT造舰厂一层', '2018年2月2日 14:43', {value: 'A 1034', color: '#173177'}), emphasis_keyword: 'keyword3.DATA'});
  await mock.admin('POST', 'users', {openid: 'oOldWechat', wechat_version: '6.5.1'});
  await mock.send(token, {touser: 'oOldWechat', template_id: bought, data: data('TIT造舰厂', '2018年2月2日 14:44', '咖啡')});
  await mock.send(token, {touser: users[1], template_id: bought, data: {}});
  await mock.admin('PUT', 'clock', {action: 'advance', by: '40s'});
  await mock.send(token, {touser: users[0], template_id: bought, page: 'pages/index/index?order=1035',
    data: data('广州市海珠区新港中路397号 TIT造舰厂一层', '2018年2月2日 14:45', {value: '取餐号 A1035', color: '#173177'}), emphasis_keyword: 'keyword3.DATA'});
  for (const [age, more] of [['2d', {}], ['4d', {}], ['6d12h', {kind: 'prepay'}], ['1d', {kind: 'prepay'}]]) await mock.mint(users[2], {age, ...more});
  return {token, bought, users};
}
