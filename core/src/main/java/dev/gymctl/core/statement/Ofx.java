package dev.gymctl.core.statement;

import dev.gymctl.core.statement.BankFile.NoValueException;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads bank statements from OFX 1 (SGML, whose elements with a value need no end) and OFX 2 (XML). Source: Open Financial Exchange 1.6 and
 * 2.2, chapter 11. There is no opening balance in OFX. The file is read twice: the first pass checks all of it.
 */
final class Ofx {
    /** The elements that hold others, as far as they matter here: no other one's end is asked for. */
    private static final Set<String> GROUPS = Set.of(
            "OFX",
            "SIGNONMSGSRSV1",
            "SONRS",
            "STATUS",
            "BANKMSGSRSV1",
            "CREDITCARDMSGSRSV1",
            "INVSTMTMSGSRSV1",
            "STMTTRNRS",
            "STMTRS",
            "BANKACCTFROM",
            "BANKTRANLIST",
            "STMTTRN",
            "PAYEE",
            "BANKACCTTO",
            "CCACCTTO",
            "CURRENCY",
            "ORIGCURRENCY",
            "LEDGERBAL",
            "AVAILBAL");

    private static final Pattern AMOUNT = Pattern.compile("[+-]?\\d{1,18}([.,]\\d{0,17})?");
    private static final Pattern DAY =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{4}(\\d{2}(\\.\\d{1,3})?)?)?(\\[[^\\]]*])?");
    private static final Pattern DECLARED = Pattern.compile("(?i)ENCODING(?::\\s*|\\s*=\\s*[\"'])UTF-?8");
    private static final Pattern WITHOUT_ATTRIBUTES = Pattern.compile("(?s)\\s[^/]*");
    private static final Pattern NUMBERED = Pattern.compile("&#(\\d{2,6});");
    private static final int LONGEST = 65_536;

    private final BankFile file;
    private final BufferedReader text;
    private final StatementReceiver to;
    private final Deque<String> open = new ArrayDeque<>();
    private final Map<String, String> values = new HashMap<>();
    private int line = 1;
    private long began;
    private boolean ended;
    private boolean seen;
    private boolean begun;
    private String wrong;

    private Ofx(BankFile file, BufferedReader text, StatementReceiver to) {
        this.file = file;
        this.text = text;
        this.to = to;
    }

    /** Whether a file that begins so is OFX. */
    static boolean isMeantBy(String head) {
        return head.contains("OFXHEADER")
                || Pattern.compile("(?i)<OFX>").matcher(head).find();
    }

    static void read(Path path, StatementReceiver to) {
        BankFile file = new BankFile(path, "OFX 1 or 2");
        try {
            Charset encoding = saysUtf8(file) ? StandardCharsets.UTF_8 : file.encoding();
            run(file, encoding, null);
            run(file, encoding, to);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static void run(BankFile file, Charset encoding, StatementReceiver to) throws IOException {
        try (BufferedReader text = file.text(encoding)) {
            new Ofx(file, text, to).document();
        }
    }

    /** What says UTF-8 has to be it; what says windows-1252 may be either, as banks have it. */
    private static boolean saysUtf8(BankFile file) throws IOException {
        try (BufferedReader text = file.text(StandardCharsets.ISO_8859_1)) {
            char[] head = new char[1024];
            int length = Math.max(0, text.read(head));
            String before = new String(head, 0, length).replaceFirst("(?is)<OFX>.*", "");
            return DECLARED.matcher(before).find();
        }
    }

    private void document() throws IOException {
        upTo('<');
        for (String tag = upTo('>'); tag != null; tag = upTo('>')) {
            String value = upTo('<');
            String name = WITHOUT_ATTRIBUTES.matcher(tag.strip()).replaceFirst("");
            if (name.startsWith("!")) {
                throw file.wrong(
                        line,
                        "<" + tag.strip().replaceFirst("(?s)\\s.*", ">"),
                        null,
                        "is not allowed in a bank's file");
            }
            if (name.startsWith("?")) {
                continue;
            }
            if (ended) {
                throw file.wrong(line, name, null, "stands after </OFX>");
            }
            if (name.startsWith("/")) {
                end(name.substring(1));
            } else if (name.endsWith("/")) {
                value(name.substring(0, name.length() - 1).strip(), "");
            } else if (GROUPS.contains(name)) {
                begin(name);
            } else {
                value(name, value == null ? "" : plain(value));
            }
        }
        if (!ended) {
            throw file.wrong(line, "</OFX>", null, "is missing: the file is cut off");
        }
        if (!seen) {
            throw file.wrong(line, "STMTRS", null, "is missing: there is no bank statement in the file");
        }
    }

    /** Null at the end of the file. */
    private String upTo(char end) throws IOException {
        StringBuilder read = new StringBuilder();
        int next = text.read();
        while (next != end && next != -1) {
            if (next == '\n') {
                line++;
            }
            if (read.length() > LONGEST) {
                throw file.wrong(line, "text", null, "is too long");
            }
            read.append((char) next);
            next = text.read();
        }
        return next == -1 && end == '>' ? null : read.toString();
    }

    private static String plain(String text) {
        String line = text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
        if (line.indexOf('&') < 0) {
            return line;
        }
        return NUMBERED.matcher(line)
                .replaceAll(number -> Matcher.quoteReplacement(character(number.group(1))))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    private static String character(String number) {
        int character = Integer.parseInt(number);
        return Character.isDefined(character) && character != 0 ? Character.toString(character) : "\uFFFD";
    }

    private void begin(String group) {
        if (open.isEmpty() != group.equals("OFX")) {
            throw file.wrong(line, group, null, open.isEmpty() ? "stands before <OFX>" : "is there twice");
        }
        open.push(group);
        switch (group) {
            case "STMTRS" -> {
                seen = true;
                begun = false;
                wrong = null;
                values.clear();
            }
            case "STMTTRN" -> {
                began = line;
                values.keySet()
                        .removeIf(name -> !name.startsWith("STMTRS/")
                                && !name.startsWith("BANKACCTFROM/")
                                && !name.startsWith("BANKTRANLIST/"));
            }
            default -> {}
        }
    }

    private void end(String name) {
        if (!GROUPS.contains(name)) {
            return;
        }
        if (!name.equals(open.peek())) {
            throw file.wrong(
                    line,
                    "</" + name + ">",
                    null,
                    "ends what is not open (%s is)".formatted(open.isEmpty() ? "nothing" : open.peek()));
        }
        open.pop();
        if (name.equals("STATUS") && "ERROR".equals(values.get("STATUS/SEVERITY"))) {
            throw file.wrong(
                    line,
                    "STATUS",
                    values.get("STATUS/CODE"),
                    "says that the bank could not answer: " + values.get("STATUS/MESSAGE"));
        }
        if (open.contains("STMTRS") && name.equals("STMTTRN")) {
            entry();
        } else if (name.equals("STMTRS")) {
            statementEnds();
        }
        ended = open.isEmpty();
    }

    private void value(String name, String value) {
        if (open.isEmpty()) {
            throw file.wrong(line, name, null, "stands before <OFX>");
        }
        values.put(open.peek() + "/" + name, value);
    }

    /** Null: not given, or empty. */
    private String given(String path) {
        String value = values.get(path);
        return value == null || value.isBlank() ? null : value;
    }

    private void statementBegins() {
        String currency = given("STMTRS/CURDEF");
        if (currency == null) {
            throw file.wrong(line, "CURDEF", null, "is missing");
        }
        if (!begun && to != null) {
            String account = given("BANKACCTFROM/ACCTID");
            to.begin(new StatementHeader(
                    StatementFormat.OFX,
                    null,
                    account == null ? null : account.replace(" ", ""),
                    currency,
                    null,
                    null));
        }
        begun = true;
    }

    private void entry() {
        statementBegins();
        String type = given("STMTTRN/TRNTYPE");
        if (given("STMTTRN/CORRECTFITID") != null) {
            wrong = "line %d: it corrects %s, which cannot be done here"
                    .formatted(began, given("STMTTRN/CORRECTFITID"));
        }
        String account = given("STMTRS/CURDEF");
        String currency = given("CURRENCY/CURSYM") == null ? account : given("CURRENCY/CURSYM");
        BigDecimal amount = amount("STMTTRN/TRNAMT", currency);
        LocalDate booked = day("STMTTRN/DTPOSTED");
        LocalDate value = given("STMTTRN/DTAVAIL") == null ? null : day("STMTTRN/DTAVAIL");
        if (to == null || amount.signum() == 0 || "HOLD".equals(type)) {
            return;
        }
        String name = given("STMTTRN/NAME") == null ? given("PAYEE/NAME") : given("STMTTRN/NAME");
        String memo = given("STMTTRN/MEMO");
        String payer = given("BANKACCTTO/ACCTID") == null ? given("CCACCTTO/ACCTID") : given("BANKACCTTO/ACCTID");
        to.entry(new StatementEntry(
                began,
                BankFile.id(given("STMTTRN/FITID")),
                null,
                booked,
                value,
                amount,
                currency.equals(account) ? null : currency,
                given("STMTTRN/EXTDNAME") == null ? name : given("STMTTRN/EXTDNAME"),
                payer == null ? null : payer.replace(" ", ""),
                null,
                BankFile.id(given("STMTTRN/REFNUM")),
                memo == null ? "" : memo,
                false,
                null,
                null));
    }

    /** A balance of a later day than the list's last is none of the list's end: banks tell today's, whatever was asked for. */
    private void statementEnds() {
        statementBegins();
        boolean there = given("LEDGERBAL/BALAMT") != null;
        LocalDate on = there ? day("LEDGERBAL/DTASOF") : null;
        BigDecimal closing = there ? amount("LEDGERBAL/BALAMT", given("STMTRS/CURDEF")) : null;
        boolean later = there && given("BANKTRANLIST/DTEND") != null && on.isAfter(day("BANKTRANLIST/DTEND"));
        if (to != null) {
            to.end(new StatementEnd(later ? null : on, later ? null : closing, wrong));
        }
    }

    private BigDecimal amount(String path, String currency) {
        String amount = given(path);
        String field = path.substring(path.indexOf('/') + 1);
        if (amount == null || !AMOUNT.matcher(amount).matches()) {
            throw file.wrong(line, field, amount, amount == null ? "is missing" : "is no amount");
        }
        try {
            return BankFile.amount(amount.replace(',', '.'), currency);
        } catch (NoValueException e) {
            throw file.wrong(line, field, amount, e.getMessage());
        }
    }

    /** The calendar day as the bank wrote it, whatever the zone behind it. */
    private LocalDate day(String path) {
        String text = given(path);
        String field = path.substring(path.indexOf('/') + 1);
        Matcher day = DAY.matcher(text == null ? "" : text);
        if (!day.matches()) {
            throw file.wrong(line, field, text, text == null ? "is missing" : "is no date");
        }
        try {
            return BankFile.day(day.group(1), day.group(2), day.group(3));
        } catch (NoValueException e) {
            throw file.wrong(line, field, text, e.getMessage());
        }
    }
}
