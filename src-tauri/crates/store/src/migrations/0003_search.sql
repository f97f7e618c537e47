-- Numbers are found by any three digits or more that follow each other: each number is indexed by
-- its triples, with marks around it, so that its beginning and its end can be asked for.
CREATE VIRTUAL TABLE search_digits USING fts5 (
    numbers,
    content = '', contentless_delete = 1,
    tokenize = 'trigram'
);

-- Every Latin word that customers are found by, once: what a typing error may have meant. A word
-- stays when nobody has it any more.
CREATE TABLE latin_word (
    id   INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
) STRICT;
