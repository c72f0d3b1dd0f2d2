map.booked_on=Buchungstag
map.value_on=Valuta
map.payer_name=Name Zahlungsbeteiligter
map.payer_account=IBAN Zahlungsbeteiligter
map.text=Buchungstext
map.text_2=Verwendungszweck
map.amount=Betrag
map.currency=Waehrung
