// How the usual clients begin a quote, language by language: the reply above it is all that stays.
import { expect, test } from 'vitest';
import { fold } from '../visible-text.ts';

const ATTRIBUTIONS = [
  'On Mon, Nov 23, 2026 at 4:02 PM Support <help@x.example> wrote:',
  'On 23 Nov 2026, at 16:02, Support <help@x.example> wrote:',
  'On Monday, November 23, 2026 at 04:02:15 PM GMT+1, Support <help@x.example> wrote:',
  'Am Mo., 23. Nov. 2026 um 16:02 Uhr schrieb Support <help@x.example>:',
  'Am Montag, 23. November 2026 um 16:02:15 MEZ hat Support <help@x.example> Folgendes geschrieben:',
  'Am 23.11.26 um 16:02 schrieb Support:',
  'Le lun. 23 nov. 2026 à 16:02, Support <help@x.example> a écrit :',
  'Le 23/11/2026 à 16:02, Support a écrit :',
  'El lun, 23 nov 2026 a las 16:02, Support (<help@x.example>) escribió:',
  'Il giorno lun 23 nov 2026 alle ore 16:02 Support <help@x.example> ha scritto:',
  'Il 23/11/26 16:02, Support ha scritto:',
  'Em seg., 23 de nov. de 2026 às 16:02, Support <help@x.example> escreveu:',
  'Op ma 23 nov 2026 om 16:02 schreef Support <help@x.example>:',
  'Op 23 nov. 2026 om 16:02 heeft Support <help@x.example> het volgende geschreven:',
  'Den mån 23 nov. 2026 kl 16:02 skrev Support <help@x.example>:',
  'Den 2026-11-23 kl. 16:02, skrev Support:',
  '23 nov. 2026 kl. 16:02 skrev Support <help@x.example>:',
  'Den man. 23. nov. 2026 kl. 16.02 skrev Support <help@x.example>:',
  'man. 23. nov. 2026 kl. 16:02 skrev Support <help@x.example>:',
  'ma 23. marrask. 2026 klo 16.02 Support (help@x.example) kirjoitti:',
  'Support kirjoitti 23.11.2026 klo 16.02:',
  'pon., 23 lis 2026 o 16:02 Support <help@x.example> napisał(a):',
  'W dniu 23.11.2026 o 16:02, Support pisze:',
  'Wiadomość napisana przez Support <help@x.example> w dniu 23 lis 2026, o godz. 16:02:',
  'po 23. 11. 2026 v 16:02 odesílatel Support <help@x.example> napsal:',
  'Support <help@x.example> ezt írta (időpont: 2026. nov. 23., H, 16:02):',
  'În lun., 23 nov. 2026 la 16:02, Support <help@x.example> a scris:',
  'Στις Δευ 23 Νοε 2026 στις 4:02 μ.μ., ο χρήστης Support <help@x.example> έγραψε:',
  'пн, 23 нояб. 2026 г. в 16:02, Support <help@x.example>:',
  '23 нояб. 2026 г., в 16:02, Support <help@x.example> написал(а):',
  '23.11.2026 16:02, Support пишет:',
  'Понедельник, 23 ноября 2026, 16:02 +03:00 от Support <help@x.example>:',
  'пн, 23 лист. 2026 р. о 16:02 Support <help@x.example> пише:',
  'Support <help@x.example>, 23 Kas 2026 Pzt, 16:02 tarihinde şunu yazdı:',
  'Support <help@x.example> şunları yazdı (23 Kas 2026 16:02):',
  '2026年11月23日(月) 16:02 Support <help@x.example>:',
  '2026/11/23 16:02、Support <help@x.example>のメール:',
  '2026年11月23日月曜日 16:02:15 JST、Supportさんが書きました：',
  'Support <help@x.example> 于2026年11月23日周一 16:02写道：',
  '在 2026年11月23日，16:02，Support <help@x.example> 写道：',
  'Support <help@x.example> 於 2026年11月23日 下午4:02 寫道：',
  '2026년 11월 23일 (월) 오후 4:02, Support <help@x.example>님이 작성:',
  '2026. 11. 23. 오후 4:02, Support <help@x.example> 작성:',
  'في الاثنين، 23 نوفمبر 2026 في 4:02 م تمت كتابة ما يلي بواسطة Support <help@x.example>:',
  '\u202bבתאריך יום ב׳, 23 בנוב׳ 2026 ב-16:02 מאת \u202aSupport\u202c\u200f <\u202ahelp@x.example\u202c\u200f>:\u202c',
  'Vào Th 2, 23 thg 11, 2026 vào lúc 16:02 Support <help@x.example> đã viết:',
  'ในวันที่ จ. 23 พ.ย. 2026 เวลา 16:02 Support <help@x.example> เขียนว่า:',
  'På 14 november 2026 på 12:22, Support <help@x.example> skrev:',
  'E, 23. november 2026 kell 16:02 Support <help@x.example> kirjutas:',
  'Dňa 23. 11. 2026 o 16:02 Support <help@x.example> napísal(a):',
  'No dia 23/11/2026 16:02, Support escreveu:',
  'Pada tanggal Sen, 23 Nov 2026 pukul 16.02 Support <help@x.example> menulis:',
  'Den måndag 23 nov 2026 skrev Support <help@x.example>:',
  'Op maandag 23 november 2026 schreef Support <help@x.example>:',
  'Am 23. November 2026 um 16:02 schrieben Sie:',
  '2026년 11월 23일 월요일, Support<help@x.example>님이 작성한 메시지:',
  '2026. nov. 23., h 16:02 időpontban Support <help@x.example> ezt írta:',
  '2026. 11. 23. 16:02 keltezéssel, Support a következőt írta:',
  'Am Montag, 23. November 2026 schrieb Jo Doe :',
  'Den mandag 23. november 2026 skrev Jo Doe følgende:',
  '2026 m. lapkričio 23 d. 16:02, Support <help@x.example> rašė:',
  'Dne 23. november 2026 je oseba Support <help@x.example> napisala:',
  'في ٢٣ نوفمبر ٢٠٢٦ ١٦:٠٢ م، كتب Support <help@x.example>:',
  'Support 於 2026-11-23 16:02 寫到：',
  '(2026/11/23 16:02), Support wrote:',
  '--- On Mon, 11/23/26, Support <help@x.example> wrote:',
  'Le lun. 23 nov. 2026 à 16:02, Support a écrit :'.normalize('NFD'),
];

test.each(ATTRIBUTIONS)('%s', (line) => {
  expect.soft(fold(`Yes, please.\n\n${line}\n\n> Shall we?\n> Best`).visible, 'marked').toBe('Yes, please.');
  expect.soft(fold(`Yes, please.\n\n${line}\n\nShall we?\nBest`).visible, 'not marked').toBe('Yes, please.');
  const words = line.split(' ');
  const wrapped = `${words.slice(0, -2).join(' ')}\n${words.slice(-2).join(' ')}`;
  if (words.length > 6)
    expect.soft(fold(`Yes, please.\n\n${wrapped}\n\n> Shall we?`).visible, 'wrapped').toBe('Yes, please.');
});

test.each([
  '*On Mon, Nov 23, 2026 at 4:02 PM, Support <help@x.example> wrote:*',
  'On Mon, Nov 23, 2026 at 4:02 PM, Support <help@x.example> wrote',
  'Le lun. 23 nov. 2026 à 16:02, Support <help@x.example> a écrit',
  'In data lunedì 23 novembre 2026\n16:02:15 CET, Support ha scritto:',
  'เมื่อ จ. 23 พ.ย. 2026 เวลา 16:02\nSupport <help@x.example> เขียนว่า:',
  'सोम, 23 नवं 2026 को 16:02 पर\nSupport <help@x.example> ने लिखा:',
  'Am Montag, 23. November 2026 schrieb Support [mailto:help@x.example]:',
])('in bold, without a colon, wrapped or with another bracket: %s', (line) => {
  expect(fold(`Yes, please.\n\n${line}\n\n> Shall we?`).visible).toBe('Yes, please.');
});

// Nothing but the ">" below tells these from a person's own words.
test.each([
  '2026/11/23 Support <help@x.example>',
  'On November 23, 2026, Support says:',
  'Support said the following on 23/11/2026 16:02:',
  'Le 23 nov. 2026 à 16:02, Support nous a dit :',
])('right above a marked quote: %s', (line) => {
  expect(fold(`Yes, please.\n\n${line}\n\n> Shall we?`).visible).toBe('Yes, please.');
});

test.each([
  ['Yes On Mon, Nov 23, 2026 at 4:02 PM, help@x.example wrote:', 'Yes'],
  ['Yes - please--- On Mon, Nov 23, 2026 at 4:02 PM, help@x.example wrote:', 'Yes - please'],
  ['Ja Am 23.11.2026 um 16:02 schrieb Support:', 'Ja'],
])('the last words share its line: %s', (line, visible) => {
  expect(fold(`${line}\n> Shall we?`).visible).toBe(visible);
});

test('a sentence about forwarding is no forward', () => {
  const text = 'We begin with the forwarding address:\nJo Doe, Berlin';
  expect(fold(`${text}\n\nOn 1 Jan 2026 at 10:00, A <a@x.example> wrote:\n> Which?`).visible).toBe(text);
});

test('headers that lost their line ends', () => {
  const headers = 'Date: Mon, 23 Nov 2026 16:02:15 +0100 From: help@x.example To: Doe, Jo Subject: Hello';
  expect(fold(`Yes, please.\n\n${headers}\n\nShall we?`).visible).toBe('Yes, please.');
});

test('a quoted line that went on without its mark', () => {
  const long = '> Shall we send it to the address that you gave us last year, which is';
  const quote = `On 23 Nov 2026, Support <help@x.example> wrote:\n${long}\nthe old one?\n> Best`;
  expect(fold(`Yes, please.\n\n${quote}`).visible).toBe('Yes, please.');
});

const BLOCKS = [
  'From: Support <help@x.example>\nSent: Monday, November 23, 2026 4:02 PM\nTo: Jo <jo@y.example>\nSubject: Hello',
  'Von: Support <help@x.example>\nGesendet: Montag, 23. November 2026 16:02\nAn: Jo <jo@y.example>\nBetreff: Hallo',
  'Gesendet: Montag, 23. November 2026 um 16:02 Uhr\nVon: "Support" <help@x.example>\nAn: jo@y.example\nBetreff: Hallo',
  'De : Support <help@x.example>\nEnvoyé : lundi 23 novembre 2026 16:02\nÀ : Jo <jo@y.example>\nObjet : Bonjour',
  'De: Support <help@x.example>\nEnviado: lunes, 23 de noviembre de 2026 16:02\nPara: Jo\nAsunto: Hola',
  'De: Support <help@x.example>\nEnviada em: segunda-feira, 23 de novembro de 2026 16:02\nPara: Jo\nAssunto: Olá',
  'Da: Support <help@x.example>\nInviato: lunedì 23 novembre 2026 16:02\nA: Jo\nOggetto: Ciao',
  'Van: Support <help@x.example>\nVerzonden: maandag 23 november 2026 16:02\nAan: Jo\nOnderwerp: Hallo',
  'Från: Support <help@x.example>\nSkickat: den 23 november 2026 16:02\nTill: Jo\nÄmne: Hej',
  'Fra: Support <help@x.example>\nSendt: 23. november 2026 16:02\nTil: Jo\nEmne: Hej',
  'Lähettäjä: Support <help@x.example>\nLähetetty: maanantai 23. marraskuuta 2026 16.02\nVastaanottaja: Jo\nAihe: Hei',
  'Od: Support <help@x.example>\nWysłano: poniedziałek, 23 listopada 2026 16:02\nDo: Jo\nTemat: Cześć',
  'От: Support <help@x.example>\nОтправлено: 23 ноября 2026 г. 16:02\nКому: Jo\nТема: Привет',
  'Kimden: Support <help@x.example>\nGönderildi: 23 Kasım 2026 Pazartesi 16:02\nKime: Jo\nKonu: Merhaba',
  '差出人: Support <help@x.example>\n送信日時: 2026年11月23日 16:02\n宛先: Jo\n件名: こんにちは',
  '发件人: Support <help@x.example>\n发送时间: 2026年11月23日 16:02\n收件人: Jo\n主题: 你好',
  '寄件者: Support <help@x.example>\n寄件日期: 2026年11月23日 16:02\n收件者: Jo\n主旨: 你好',
  '보낸 사람: Support <help@x.example>\n보낸 날짜: 2026년 11월 23일 16:02\n받는 사람: Jo\n제목: 안녕',
  'من: Support <help@x.example>\nتاريخ الإرسال: 23 نوفمبر 2026\nإلى: Jo\nالموضوع: مرحبا',
  '*From:* Support [mailto:help@x.example]\n*Sent:* Monday\n*To:* Jo\n*Subject:* Hello',
  'De : Support <help@x.example>\nLe : lundi 23 novembre 2026 16:02\nPour : Jo\nSujet : Bonjour',
  'Van: Support <help@x.example>\nBeantwoorden - Aan: help@x.example\nDatum: maandag 23 november 2026 16:02\nAan: Jo\nOnderwerp: Hallo',
  'От: Support <help@x.example>\nИзпратено: 23 ноември 2026 г. 16:02\nДо: Jo\nОтносно: Здравей',
  'Šalje: Support <help@x.example>\nPoslano: 23. studenoga 2026. 16:02\nPrima: Jo\nPredmet: Bok',
  'Saatja: Support <help@x.example>\nSaadetud: 23. november 2026 16:02\nAdressaat: Jo\nTeema: Tere',
  'Nuo: Support <help@x.example>\nIšsiųsta: 2026 m. lapkričio 23 d. 16:02\nKam: Jo\nTema: Labas',
  'از: Support <help@x.example>\nتاریخ: 23 نوامبر 2026 16:02\nبه: Jo\nموضوع: سلام',
  'प्रेषक: Support <help@x.example>\nदिनांक: 23 नवंबर 2026 16:02\nप्रति: Jo\nविषय: नमस्ते',
  'Date: Mon, 23 Nov 2026 16:02:00 +0100\nSubject: Hello\nFrom: help@x.example\nTo: jo@y.example',
  'From: help@x.example\nDate: Mon, 23 Nov 2026 16:02:00 +0100',
  'From: Support <help@x.example>\n\nSent: Monday, November 23, 2026 4:02 PM\n\nTo: Jo\n\nSubject: Hello',
  'De : Support <help@x.example>\nEnvoyé : lundi 23 novembre 2026 16:02\nÀ : Jo\nObjet : Bonjour'.normalize('NFD'),
];

test.each(BLOCKS)('%s', (block) => {
  for (const rule of ['', '________________________________\n', '-----Original Message-----\n', ' ---------------\n\n'])
    expect.soft(fold(`Yes, please.\n\n${rule}${block}\n\nShall we?\nBest`).visible).toBe('Yes, please.');
  // The same by a forward stays.
  expect.soft(fold(`See below.\n\n${block}\n\nShall we?`, true).visible).toContain('Shall we?');
});

test.each([
  'Jeff Atwood wrote:\n> Shall we?',
  '##- Please type your reply above this line -##\nTicket 12 was updated',
  '---- Reply above this line ----\n\nHello Jo',
  '##- Bitte antworten Sie oberhalb dieser Zeile -##\n\nHallo',
  '---- On Tue, 22 Dec 2026 14:17:36 +0530 Sam <s@x.example> wrote ----\n\nShall we?',
  '-----Message d’origine-----\nShall we?',
  '-------- Ursprüngliche Nachricht --------\nShall we?',
  '-----Antwort Nachricht-----\nShall we?',
  '----- 元のメッセージ -----\nShall we?',
  '----- Mail original -----\nShall we?',
  '----- הודעה מקורית -----\nShall we?',
  '‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nShall we?',
  '------------------ Original ------------------\nShall we?',
  // In words that are in no list: the headers below say what it is.
  '----- Nuntius originalis -----\nFrom: A <a@x.example>\nSent: 23 November 2026 16:02\nTo: Jo\n\nShall we?',
  '2026-11-23 16:02 GMT+01:00 Support <help@x.example>\n\nShall we?',
  '>>> Support <help@x.example> 23/11/26 16:02 >>>\nShall we?',
  'At 6/16/2026 08:32 PM, you wrote:\n>Shall we?',
])('%s', (quote) => {
  expect(fold(`Yes, please.\n\n${quote}`).visible).toBe('Yes, please.');
});

const FORWARDS = [
  '---------- Forwarded message ---------',
  '-------- Weitergeleitete Nachricht --------',
  'Anfang der weitergeleiteten Nachricht:',
  '---------- Mensaje reenviado ----------',
  '-------- Message transféré --------',
  'Début du message réexpédié :',
  '---------- Messaggio inoltrato ---------',
  '---------- Doorgestuurd bericht ---------',
  '---------- Mensagem encaminhada ---------',
  '-------- Пересылаемое сообщение --------',
  '---------- Przekazana wiadomość ---------',
  '---------- 転送されたメッセージ ---------',
  '-------- 转发的邮件 --------',
  '---------- 전달된 메시지 ----------',
  '---------- Vidarebefordrat meddelande ---------',
  '-------- Videresendt e-post --------',
  '---------- Proslijeđena poruka ----------',
  '---------- Yönlendirilmiş ileti ----------',
  '---------- רשומה שהועברה ----------',
  '‐‐‐‐‐‐‐ Forwarded Message ‐‐‐‐‐‐‐',
  '----- Forwarded by Jo Doe/Example on 11/23/2026 04:02 PM -----',
  'Start på vidarebefordrat brev:',
  'Továbbított üzenet kezdete:',
  'Begin forwarded message:',
];

test.each(FORWARDS)('what was forwarded stays: %s', (mark) => {
  const text = `See below.\n\n${mark}\nFrom: A <a@x.example>\nDate: Mon, 23 Nov 2026 16:02\nSubject: s\nTo: b@x.example\n\nthe fact`;
  expect(fold(text).visible).toBe(text);
});

const PHONES = [
  'Sent from my iPhone',
  'Sent from my Samsung Galaxy smartphone.',
  'Sent from Outlook for iOS',
  'Get Outlook for Android<https://aka.ms/x>',
  'Get Outlook for iOS',
  'Outlook für iOS herunterladen',
  'Obter o Outlook para Android',
  'Scarica Outlook per iOS',
  'Hent Outlook til Android',
  'Pobierz aplikację Outlook dla systemu iOS',
  'Загрузить Outlook для iOS',
  'Outlook for iOS を入手',
  'iOS용 Outlook 다운로드',
  'Sent from my TI-85',
  'Sent via Superhuman',
  'Sent from my BlackBerry 10 smartphone on the Example Wireless 4G LTE network.',
  'Sent via the Samsung Galaxy S8, an Example 5G capable smartphone',
  'This message was sent from my Android phone with GMX Mail.',
  'Get BlueMail for Android',
  'Sent with AquaMail for Android\nhttps://x.example/aqua-mail',
  'Provenance : Courrier pour Windows 10',
  'Az iPhone-omról küldve',
  'Poslano s iPhonea',
  'Изпратено от моя iPhone',
  'Saadetud minu iPhone’ist',
  'ส่งจาก iPhone ของฉัน',
  'Windows 10 için Posta ile gönderildi',
  '发自手机',
  '삼성 Galaxy 스마트폰에서 보냄.',
  'مُرسل من الـ iPhone',
  'Sent from Yahoo Mail on Android',
  'Envoyé de mon mobile Orange',
  'Von meinem iPhone gesendet',
  'Gesendet mit der GMX Mail App',
  'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
  'Envoyé de mon iPhone',
  'Envoyé à partir de Outlook pour Android',
  'Enviado desde mi iPhone',
  'Enviado do meu iPhone',
  'Inviato da iPhone',
  'Verzonden vanaf mijn iPhone',
  'Verstuurd vanaf mijn iPad',
  'Skickat från min iPhone',
  'Sendt fra min iPhone',
  'Lähetetty iPhonesta',
  'Wysłane z iPhone’a',
  'Отправлено с iPhone',
  'Надіслано з iPhone',
  'iPhone’umdan gönderildi',
  'iPhoneから送信',
  '发自我的 iPhone',
  '從我的 iPhone 傳送',
  '나의 iPhone에서 보냄',
  'Odesláno z iPhonu',
  'Đã gửi từ iPhone của tôi',
];

test.each(PHONES)('%s', (line) => {
  expect(fold(`Yes, please.\n\n${line}`)).toMatchObject({ visible: 'Yes, please.', signature: line });
});

test.each([
  'Sent from my desk, it is easier than on the phone.',
  'From: Berlin\nTo: Paris\nDate: 3 May\nPlease book it.',
  'On Monday I wrote: please void it.',
  'I sent from my account the following order: 12',
  'Am Montag 23.11. brauche ich:\nein Etikett',
  'He said at 12:30: never again',
  'Name: Jo\nOrder: 4\nSubject to change: yes',
  'From: Paris\nTo: Berlin\nDate: 12 May at 12:30\n\nplease book',
  'Am 12. Mai 2026 schrieb Ihr Kollege:\nalles gut',
  '------ Contact form ------\nFrom: Jo Doe\nSubject: Help\n\nIt broke.',
  'It prints:\n\n```\n> quoted\n-- \nOn 1 May 2026, Jo <j@x.example> wrote:\n```\n\nWhat now?',
])('written by a person: %s', (text) => {
  expect(fold(`Hello,\n\n${text}`).visible).toBe(`Hello,\n\n${text}`);
});
