package dev.gymctl.core.statement;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.statement.BankFile.NoValueException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads camt.053 and camt.054, versions 2 to 13. The file is read twice: the first pass checks all of it, and finds per
 * statement whether its balances close with the signs of reversals as given or only with the opposite ones.
 */
final class Camt {
    private static final Pattern NAMESPACE =
            Pattern.compile("urn:iso:std:iso:20022:tech:xsd:camt\\.(053|054)\\.001\\.(\\d{2})");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,18}(\\.\\d{0,17})?");
    private static final Pattern DAY = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(T.*|Z|[+-]\\d{2}:\\d{2})?");
    private static final Pattern ENCODING =
            Pattern.compile("^(?:\u00EF\u00BB\u00BF)?<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][\\w.-]*)[\"']");
    private static final int HEAD = 256;
    private static final int OLDEST = 2;
    private static final int NEWEST = 13;
    private static final int MOST_NODES = 100_000;
    private static final int DEEPEST = 60;

    private final BankFile file;
    private final XMLStreamReader xml;
    private final StatementReceiver to;
    private final BitSet opposite;
    private int nodes;
    private int statement = -1;
    private StatementFormat format;

    private Camt(BankFile file, XMLStreamReader xml, BitSet opposite, StatementReceiver to) {
        this.file = file;
        this.xml = xml;
        this.opposite = opposite;
        this.to = to;
    }

    /** Which of the two it is; another message or version is refused by name. */
    static StatementFormat format(Path file) {
        return run(file, null, null, true);
    }

    static void read(Path file, StatementReceiver to) {
        BitSet opposite = new BitSet();
        run(file, opposite, null, false);
        run(file, opposite, to, false);
    }

    private static StatementFormat run(Path path, BitSet opposite, StatementReceiver to, boolean onlyFormat) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Otherwise files with more than 100,000 &amp; are refused.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        BankFile file = new BankFile(path, "camt.053 or camt.054 of version 2 to 13");
        try (BufferedReader text = file.text(encoding(path))) {
            XMLStreamReader xml = factory.createXMLStreamReader(text);
            Camt camt = new Camt(file, xml, opposite, to);
            camt.document();
            if (!onlyFormat) {
                camt.statements();
            }
            return camt.format;
        } catch (IOException e) {
            throw file.unreadable(e);
        } catch (XMLStreamException e) {
            throw new GymException(Kind.INVALID, "%s cannot be read".formatted(path.getFileName()), null, e);
        }
    }

    /** As XML has it; decoded here because the JDK's parser writes to the terminal when bytes are no text. */
    private static Charset encoding(Path path) throws IOException {
        byte[] head;
        try (InputStream input = Files.newInputStream(path)) {
            head = input.readNBytes(HEAD);
        }
        String begin = new String(head, StandardCharsets.ISO_8859_1);
        if (begin.startsWith("\u00FE\u00FF") || begin.startsWith("\0<")) {
            return StandardCharsets.UTF_16BE;
        }
        if (begin.startsWith("\u00FF\u00FE") || begin.startsWith("<\0")) {
            return StandardCharsets.UTF_16LE;
        }
        Matcher declared = ENCODING.matcher(begin);
        try {
            return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        } catch (UnsupportedCharsetException e) {
            throw new GymException(
                    Kind.INVALID,
                    "%s is in %s, which is not known".formatted(path.getFileName(), declared.group(1)),
                    null,
                    e);
        }
    }

    private void document() {
        while (next() != XMLStreamConstants.START_ELEMENT) {
            // Comments and blanks.
        }
        String namespace = xml.getNamespaceURI();
        Matcher known = NAMESPACE.matcher(namespace == null ? "" : namespace);
        if (!xml.getLocalName().equals("Document") || !known.matches()) {
            throw wrong(line(), xml.getLocalName(), namespace, "is neither camt.053 nor camt.054");
        }
        int version = Integer.parseInt(known.group(2));
        if (version < OLDEST || version > NEWEST) {
            throw wrong(line(), "Document", namespace, "is a version that is not known");
        }
        format = known.group(1).equals("053") ? StatementFormat.CAMT053 : StatementFormat.CAMT054;
    }

    private void statements() {
        String wanted = format == StatementFormat.CAMT053 ? "Stmt" : "Ntfctn";
        int event = next();
        while (event != XMLStreamConstants.END_DOCUMENT) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(wanted)) {
                new OneStatement(++statement).read();
            }
            event = next();
        }
        if (statement < 0) {
            throw wrong(line(), wanted, null, "is missing: there is no statement in the file");
        }
    }

    private int next() {
        int event;
        try {
            event = xml.next();
        } catch (XMLStreamException | RuntimeException e) {
            if (e instanceof XMLStreamException broken
                    && broken.getNestedException() instanceof CharacterCodingException bytes) {
                throw file.unreadable(bytes);
            }
            throw new GymException(
                    Kind.INVALID,
                    "%s, line %d: this is no well-formed XML, or the file is cut off"
                            .formatted(file.path().getFileName(), line()),
                    "fetch the file from the bank again",
                    e);
        }
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw wrong(line(), "DOCTYPE", null, "and entities of one's own are not allowed in a bank's file");
        }
        return event;
    }

    private long line() {
        return xml.getLocation() == null ? 0 : Math.max(1, xml.getLocation().getLineNumber());
    }

    private GymException wrong(long line, String element, String value, String reason) {
        return file.wrong(line, element, value, reason);
    }

    /** The next child element begins (true), or the element that holds it ends. */
    private boolean child() {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                return false;
            }
        }
    }

    private Node node() {
        nodes = 0;
        return node(0);
    }

    private Node node(int depth) {
        if (depth > DEEPEST || ++nodes > MOST_NODES) {
            throw wrong(line(), xml.getLocalName(), null, "holds too much");
        }
        Node node = new Node(xml.getLocalName(), line(), xml.getAttributeValue(null, "Ccy"));
        StringBuilder text = new StringBuilder();
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                node.children.add(node(depth + 1));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                node.text = text.toString().strip();
                return node;
            }
        }
    }

    private BigDecimal amount(Node amount) {
        if (!AMOUNT.matcher(amount.text).matches()) {
            throw wrong(amount.line, amount.name, amount.text, "is no amount");
        }
        try {
            return BankFile.amount(amount.text, amount.currency);
        } catch (NoValueException e) {
            throw wrong(amount.line, amount.name, amount.text, e.getMessage());
        }
    }

    private boolean credit(Node of) {
        String mark = of.text("CdtDbtInd");
        if ("CRDT".equals(mark) || "DBIT".equals(mark)) {
            return mark.equals("CRDT");
        }
        throw wrong(of.line, "CdtDbtInd", mark, "is neither CRDT nor DBIT");
    }

    /** The calendar day as written; null: there is none. */
    private LocalDate day(Node of) {
        if (of == null) {
            return null;
        }
        String text = of.text("Dt") == null ? of.text("DtTm") : of.text("Dt");
        Matcher day = DAY.matcher(text == null ? "" : text);
        if (!day.matches()) {
            throw wrong(of.line, of.name, text, "is no date");
        }
        try {
            return BankFile.day(day.group(1), day.group(2), day.group(3));
        } catch (NoValueException e) {
            throw wrong(of.line, of.name, text, e.getMessage());
        }
    }

    /** An element with all that is in it. */
    private static final class Node {
        private final String name;
        private final long line;
        private final String currency;
        private final List<Node> children = new ArrayList<>();
        private String text = "";

        Node(String name, long line, String currency) {
            this.name = name;
            this.line = line;
            this.currency = currency;
        }

        Node at(String... path) {
            Node node = this;
            for (String step : path) {
                List<Node> found = node.all(step);
                if (found.isEmpty()) {
                    return null;
                }
                node = found.get(0);
            }
            return node;
        }

        List<Node> all(String step) {
            return children.stream().filter(child -> child.name.equals(step)).toList();
        }

        /** Null: not there, or empty. */
        String text(String... path) {
            Node node = at(path);
            return node == null || node.text.isEmpty() ? null : node.text;
        }
    }

    private static final class Sum {
        private BigDecimal all = BigDecimal.ZERO;
        private BigDecimal booked = BigDecimal.ZERO;

        void add(BigDecimal amount, boolean isBooked) {
            all = all.add(amount);
            booked = isBooked ? booked.add(amount) : booked;
        }
    }

    /** What is known of the statement, or the notification, that is being read. */
    private final class OneStatement {
        private final int number;
        private String id;
        private String account;
        private String currency;
        private LocalDate openingOn;
        private BigDecimal opening;
        private LocalDate closingOn;
        private BigDecimal closing;
        private boolean begun;
        private BigDecimal asGiven = BigDecimal.ZERO;
        private BigDecimal reversed = BigDecimal.ZERO;
        private final Sum credits = new Sum();
        private final Sum debits = new Sum();
        private int entries;
        private long booked;
        private Node summary;
        private String wrong;

        OneStatement(int number) {
            this.number = number;
        }

        void read() {
            while (child()) {
                switch (xml.getLocalName()) {
                    case "Id" -> id = BankFile.id(node().text);
                    case "Acct" -> account(node());
                    case "Bal" -> balance(node());
                    case "TxsSummry" -> summary = node();
                    case "Ntry" -> {
                        begin();
                        new Entry(line()).read();
                    }
                    default -> node();
                }
            }
            begin();
            checkCount();
            if (to != null) {
                to.end(new StatementEnd(closingOn, closing, wrong));
            } else if (opening != null && closing != null) {
                BigDecimal sum = opening.add(asGiven);
                boolean closes = sum.add(reversed).compareTo(closing) == 0;
                opposite.set(number, !closes && sum.subtract(reversed).compareTo(closing) == 0);
            }
        }

        private void begin() {
            if (!begun && to != null) {
                to.begin(new StatementHeader(format, id, account, currency, openingOn, opening));
            }
            begun = true;
        }

        private void account(Node node) {
            String iban = node.text("Id", "IBAN");
            account = iban == null ? node.text("Id", "Othr", "Id") : iban.replace(" ", "");
            currency = node.text("Ccy");
        }

        private void balance(Node node) {
            String code = node.text("Tp", "CdOrPrtry", "Cd");
            boolean opens = "OPBD".equals(code) || ("PRCD".equals(code) && opening == null);
            if (format == StatementFormat.CAMT054 || !(opens || "CLBD".equals(code))) {
                return;
            }
            Node given = node.at("Amt");
            if (given == null) {
                throw Camt.this.wrong(node.line, "Bal", null, "has no Amt");
            }
            if (begun) {
                throw Camt.this.wrong(node.line, "Bal", null, "stands after the entries");
            }
            BigDecimal amount = amount(given);
            currency = currency == null ? given.currency : currency;
            if (opens) {
                opening = credit(node) ? amount : amount.negate();
                openingOn = day(node.at("Dt"));
            } else {
                closing = credit(node) ? amount : amount.negate();
                closingOn = day(node.at("Dt"));
            }
        }

        private void checkCount() {
            String count = summary == null ? null : summary.text("TtlNtries", "NbOfNtries");
            if (count != null && !count.equals(Long.toString(entries)) && !count.equals(Long.toString(booked))) {
                wrong("the summary says %s entries, there are %d".formatted(count, entries));
            }
            checkSum("TtlCdtNtries", credits);
            checkSum("TtlDbtNtries", debits);
        }

        /** Some banks sum up what is booked, some all that is listed. */
        private void checkSum(String of, Sum sum) {
            Node given = summary == null ? null : summary.at(of, "Sum");
            if (given == null) {
                return;
            }
            if (!AMOUNT.matcher(given.text).matches()) {
                throw Camt.this.wrong(given.line, of + " Sum", given.text, "is no amount");
            }
            BigDecimal said = new BigDecimal(given.text);
            if (said.compareTo(sum.booked) != 0 && said.compareTo(sum.all) != 0) {
                wrong("the summary says %s in %s, the entries sum to %s"
                        .formatted(given.text, of, sum.booked.toPlainString()));
            }
        }

        private void wrong(String reason) {
            wrong = wrong == null ? reason : wrong;
        }

        /** An entry: its details are passed on one by one, the first only when it is known whether there is a second. */
        private final class Entry {
            private final long line;
            private final Node self;
            private Node first;
            private Node handedIn;
            private int details;
            private BigDecimal sum = BigDecimal.ZERO;
            private BigDecimal amount;
            private boolean booking;

            Entry(long line) {
                this.line = line;
                this.self = new Node("Ntry", line, null);
            }

            void read() {
                entries++;
                while (child()) {
                    if (!xml.getLocalName().equals("NtryDtls")) {
                        self.children.add(node());
                        continue;
                    }
                    settle();
                    while (child()) {
                        Node detail = node();
                        if (detail.name.equals("TxDtls")) {
                            detail(detail);
                        } else if (detail.name.equals("Btch")) {
                            handedIn = handedIn == null ? detail : handedIn;
                        }
                    }
                }
                settle();
                if (!booking) {
                    return;
                }
                if (details <= 1) {
                    if (first != null) {
                        checkOnly(first);
                    }
                    Node only = first == null ? new Node("TxDtls", line, null) : first;
                    emit(only, amount, false, line);
                } else if (sum.compareTo(amount) != 0) {
                    wrong("line %d: the details sum to %s, the entry is %s"
                            .formatted(line, sum.toPlainString(), amount.toPlainString()));
                }
            }

            private void settle() {
                if (amount != null) {
                    return;
                }
                String status = self.text("Sts", "Cd") == null ? self.text("Sts") : self.text("Sts", "Cd");
                Node given = self.at("Amt");
                if (given == null) {
                    throw Camt.this.wrong(line, "Ntry", null, "has no Amt before its details");
                }
                if (status == null || !List.of("BOOK", "PDNG", "INFO", "FUTR").contains(status)) {
                    throw Camt.this.wrong(line, "Sts", status, "is no known status of an entry");
                }
                booking = status.equals("BOOK");
                amount = signed(amount(given), credit(self));
                (credit(self) ? credits : debits).add(amount(given), booking);
                if (booking) {
                    booked++;
                    BigDecimal plain =
                            credit(self) ? amount(given) : amount(given).negate();
                    if (isReversal()) {
                        reversed = reversed.add(plain);
                    } else {
                        asGiven = asGiven.add(plain);
                    }
                }
            }

            private boolean isReversal() {
                String mark = self.text("RvslInd");
                return "true".equals(mark) || "1".equals(mark);
            }

            private BigDecimal signed(BigDecimal unsigned, boolean credit) {
                boolean in = credit ^ (isReversal() && opposite.get(number));
                return in ? unsigned : unsigned.negate();
            }

            private void detail(Node detail) {
                if (!booking) {
                    return;
                }
                details++;
                if (details == 1) {
                    first = detail;
                    return;
                }
                if (details == 2) {
                    part(first);
                    first = null;
                }
                part(detail);
            }

            /** The only detail may leave its amount out, and may be without what the bank kept or added. */
            private void checkOnly(Node detail) {
                Node given = given(detail);
                if (given == null || !self.at("Amt").currency.equals(given.currency)) {
                    return;
                }
                BigDecimal apart = amount(given).subtract(amount.abs()).abs();
                BigDecimal fee = fee(detail.at("Chrgs") == null ? self : detail);
                if (apart.signum() != 0 && (fee == null || apart.compareTo(fee) != 0)) {
                    wrong("line %d: the detail is of %s, the entry of %s"
                            .formatted(detail.line, given.text, self.text("Amt")));
                }
            }

            private static Node given(Node detail) {
                return detail.at("Amt") == null ? detail.at("AmtDtls", "TxAmt", "Amt") : detail.at("Amt");
            }

            private void part(Node detail) {
                Node given = given(detail);
                if (given == null) {
                    throw Camt.this.wrong(detail.line, "TxDtls", null, "of a batch has no Amt");
                }
                boolean in = credit(detail.at("CdtDbtInd") == null ? self : detail);
                BigDecimal part = signed(amount(given), in);
                if (!self.at("Amt").currency.equals(given.currency)) {
                    wrong("line %d: a detail is in another currency than its entry".formatted(detail.line));
                }
                sum = sum.add(part);
                emit(detail, part, true, detail.line);
            }

            private void emit(Node detail, BigDecimal signed, boolean isPart, long at) {
                LocalDate value = day(self.at("ValDt"));
                LocalDate day = self.at("BookgDt") == null ? value : day(self.at("BookgDt"));
                if (day == null) {
                    throw Camt.this.wrong(line, "BookgDt", null, "is missing");
                }
                BigDecimal fee = fee(detail.at("Chrgs") == null && !isPart ? self : detail);
                if (to == null || signed.signum() == 0) {
                    return;
                }
                String own = BankFile.id(detail.text("Refs", "AcctSvcrRef"), detail.text("Refs", "TxId"));
                String bank = isPart ? own : BankFile.id(self.text("AcctSvcrRef"), own, self.text("NtryRef"));
                String code = self.at("Amt").currency;
                // A return names the parties of the payment that it undoes.
                Node returned = detail.at("RtrInf");
                boolean payerIsDebtor = (signed.signum() > 0) ^ (returned != null || isReversal());
                String party = payerIsDebtor ? "Dbtr" : "Cdtr";
                to.entry(new StatementEntry(
                        at,
                        bank,
                        batch(detail, own, isPart),
                        day,
                        value,
                        signed,
                        code.equals(currency) ? null : code,
                        name(detail, party),
                        number(detail, party),
                        BankFile.id(detail.text("Refs", "EndToEndId")),
                        reference(detail),
                        text(detail, isPart),
                        isReversal(),
                        returned == null ? null : reason(returned),
                        fee));
            }

            /** Of an entry of a statement that is not split, only where it tells no detail or has ids of a batch. */
            private StatementBatch batch(Node detail, String own, boolean isPart) {
                Node ids = handedIn == null ? new Node("Btch", line, null) : handedIn;
                String payment = BankFile.id(ids.text("PmtInfId"), isPart ? null : detail.text("Refs", "PmtInfId"));
                String message = BankFile.id(ids.text("MsgId"), isPart ? null : detail.text("Refs", "MsgId"));
                if (format == StatementFormat.CAMT053 && details == 1 && payment == null && message == null) {
                    return null;
                }
                String bank = BankFile.id(self.text("AcctSvcrRef"), isPart ? null : own);
                return new StatementBatch(entries, isPart, bank, BankFile.id(self.text("NtryRef")), payment, message);
            }

            private BigDecimal fee(Node of) {
                BigDecimal fee = BigDecimal.ZERO;
                for (Node charges : of.all("Chrgs")) {
                    // Before version 4 each Chrgs is one record itself.
                    List<Node> records = charges.all("Rcrd").isEmpty() ? List.of(charges) : charges.all("Rcrd");
                    for (Node charge : records) {
                        boolean kept = charge.at("CdtDbtInd") == null || !credit(charge);
                        if (charge.at("Amt") != null && kept) {
                            fee = fee.add(amount(charge.at("Amt")));
                        }
                    }
                }
                return fee.signum() == 0 ? null : fee;
            }

            private String name(Node detail, String party) {
                for (String role : List.of(party, "Ultmt" + party)) {
                    String old = detail.text("RltdPties", role, "Nm");
                    String name = old == null ? detail.text("RltdPties", role, "Pty", "Nm") : old;
                    if (name != null) {
                        return name;
                    }
                }
                return null;
            }

            private String number(Node detail, String party) {
                String iban = detail.text("RltdPties", party + "Acct", "Id", "IBAN");
                return iban == null
                        ? detail.text("RltdPties", party + "Acct", "Id", "Othr", "Id")
                        : iban.replace(" ", "");
            }

            private String reference(Node detail) {
                Node remittance = detail.at("RmtInf");
                List<Node> structured = remittance == null ? List.of() : remittance.all("Strd");
                return structured.stream()
                        .map(one -> one.text("CdtrRefInf", "Ref"))
                        .filter(ref -> ref != null)
                        .findFirst()
                        .orElse(null);
            }

            private String text(Node detail, boolean isPart) {
                Node remittance = detail.at("RmtInf");
                List<String> lines = new ArrayList<>();
                if (remittance != null) {
                    remittance.all("Ustrd").forEach(one -> lines.add(one.text));
                }
                String other = isPart ? detail.text("AddtlTxInf") : self.text("AddtlNtryInf");
                return lines.isEmpty() && other != null ? other : String.join(" ", lines);
            }

            private String reason(Node returned) {
                String code = returned.text("Rsn", "Cd");
                String own = code == null ? returned.text("Rsn", "Prtry") : code;
                String said = own == null ? returned.text("AddtlInf") : own;
                return said == null ? "returned" : said;
            }
        }
    }
}
