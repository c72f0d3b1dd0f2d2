"""A bank's statement of October 2026 as camt.053: who pays what gym.sql made them owe."""


def reference(charge):
    """By ISO 11649."""
    number = int("".join(str(int(c, 36)) for c in f"C{charge}RF00"))
    return f"RF{98 - number % 97:02}C{charge}"


def line(n, count):
    """Day, reference and text: of ten lines seven have the charge's reference, two its number in the text, and one says nothing."""
    day = f"2026-10-{1 + n * 31 // (count + 1):02}"
    if n % 10 == 0:
        return day, "", f"Thank you, {n}"
    return (day, "", f"October, charge {n}") if n % 10 > 7 else (day, reference(n), "")


def write_lines(path, count):
    """As CSV with no header, for psql."""
    with open(path, "w", encoding="utf-8") as out:
        for n in range(1, count + 1):
            day, referred, text = line(n, count)
            out.write(f'{n},B{n},{day},4900,Payer {n},DE{n:020},{referred},"{text}"\n')


def write(path, count):
    """As the bank would."""
    with open(path, "w", encoding="utf-8") as out:
        out.write(head(count))
        for n in range(1, count + 1):
            day = line(n, count)[0]
            out.write(f"""{entry(4900, day, f"B{n}")}
<NtryDtls>{detail(n, count, "NOTPROVIDED")}</NtryDtls></Ntry>
""")
        out.write("</Stmt></BkToCstmrStmt></Document>\n")


def write_sums(statement, advice, count):
    """The same payments, each day's booked as one sum, and all of them in an advice."""
    with open(statement, "w", encoding="utf-8") as sums, open(advice, "w", encoding="utf-8") as details:
        sums.write(head(count))
        details.write("""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>M2</MsgId></GrpHdr>
<Ntfctn><Id>N1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
""")
        days = {}
        for n in range(1, count + 1):
            days.setdefault(line(n, count)[0], []).append(n)
        for day, those in days.items():
            booked = entry(4900 * len(those), day, f"D{day}")
            sums.write(f"{booked}</Ntry>\n")
            details.write(f"{booked}<NtryDtls>\n")
            details.writelines(detail(n, count, f"E{n}") + "\n" for n in those)
            details.write("</NtryDtls></Ntry>\n")
        sums.write("</Stmt></BkToCstmrStmt></Document>\n")
        details.write("</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n")


def head(count):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
<Stmt><Id>S1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
{balance("OPBD", 0, "2026-10-01")}
{balance("CLBD", 4900 * count, "2026-10-31")}
"""


def entry(minor, day, bank_id):
    """All of an entry before its details."""
    return f"""<Ntry>{amount(minor)}<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>{bank_id}</AcctSvcrRef>"""


def detail(n, count, end_to_end):
    _, referred, text = line(n, count)
    what = f"<Ustrd>{text}</Ustrd>"
    if referred:
        what = f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{referred}</Ref></CdtrRefInf></Strd>"
    return f"""<TxDtls><Refs><EndToEndId>{end_to_end}</EndToEndId></Refs>{amount(4900)}<CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Payer {n}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE{n:020}</IBAN></Id></DbtrAcct></RltdPties><RmtInf>{what}</RmtInf></TxDtls>"""


def amount(minor):
    return f"""<Amt Ccy="EUR">{minor // 100}.{minor % 100:02}</Amt>"""


def balance(code, minor, day):
    return f"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{amount(minor)}<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"""
