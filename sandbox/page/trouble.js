// trouble says in the page's language why something did not work. The server speaks English.

import { pick } from './words.js';

const known = [
  [/the clock does not go back/, '时间不能倒退：请选今天以后的日子', 'time does not go back: choose a later day'],
  [/at most three years/, '一次最多走三年', 'at most three years at a time'],
  [/is no date like/, '请选一个日期', 'choose a date'],
  [/takes (\d+) units of text and (\d+) of caption/, '太长了：一条最多$1字，图片和文件的说明最多$2字。没有发出，字还在下面。', 'Too long: $1 characters at most, $2 under photos and files. Not sent; your words are still there.'],
  [/(?:sandbox: )?(.*): file must be non-empty/, '“$1”是空的，Telegram 不收', '$1 is empty: Telegram does not take it'],
  [/nothing is said/, '没有内容', 'nothing to send'],
  [/a text cannot become empty/, '改后的内容不能是空的', 'a text cannot become empty'],
  [/an album has 2 to 10/, '一次2到10个文件', '2 to 10 files at once'],
  [/(chat \S+ has no message|is not one of person)/, '这条消息不在了，或不是您的', 'that message is gone, or not yours'],
  [/shows no button/, '这个按钮已经不在了', 'that button is gone'],
  [/is not in chat|has no id|no group or channel|has become/, '这个会话已经变了，请换一个会话', 'that chat has changed, choose another'],
  [/has blocked the bot/, '这个人屏蔽了机器人', 'this person has blocked the bot'],
  [/has left Telegram/, '这个人已经离开 Telegram', 'this person has left Telegram'],
  [/read body|too large/, '太大，没有发出', 'too big, not sent'],
  [/EOF|connection (refused|reset)|broken pipe/, '连接断了', 'the connection is cut'],
  [/Too Many Requests|429/, '请求太多，稍后再试（429）', 'too many requests, later again (429)'],
  [/timeout|deadline/i, '等不到回答', 'no answer came in time'],
  [/Failed to fetch|NetworkError|Load failed/, '服务断开了', 'the server is gone'],
];

/** sorry puts an error into words; one that nobody foresaw is shown as it is. */
export function sorry(words) {
  for (const [form, ...said] of known) {
    const found = form.exec(words);
    if (found) return pick(said).replace(/\$(\d)/g, (_, n) => found[n] ?? '');
  }
  return words.replace(/^sandbox: /, '');
}
