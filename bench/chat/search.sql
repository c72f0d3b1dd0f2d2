-- What somebody would write: the best twenty messages with a word, and around it.
select m.number, m.content, ts_headline('simple', m.content, to_tsquery('simple', 'WORD')), ts_rank(m.search, to_tsquery('simple', 'WORD')) as rank
from (select * from gymctl.messages m where search @@ to_tsquery('simple', 'WORD') and deleted_at is null
      order by ts_rank(m.search, to_tsquery('simple', 'WORD')) desc, sent_at desc limit 20) m
order by rank desc, m.sent_at desc;
