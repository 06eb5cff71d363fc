BEGIN TRANSACTION;
CREATE TABLE event (store INTEGER NOT NULL, sequence INTEGER NOT NULL, event INTEGER NOT NULL, stream TEXT NOT NULL,
    run TEXT NOT NULL, at TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (store, sequence)) STRICT, WITHOUT ROWID;
INSERT INTO "event" VALUES(2,1,3,'','R_594be9628f8041118d076a91449a4514','2026-01-01T00:00:00.000Z','{"name":"a"}');
INSERT INTO "event" VALUES(4,1,5,'','R_594be9628f8041118d076a91449a4514','2026-01-01T00:00:00.000Z','{"address":"ADDR_7b86336d214b676aff8c850e37177853"}');
CREATE TABLE event_index (id INTEGER PRIMARY KEY, taken_to INTEGER NOT NULL) STRICT;
CREATE TABLE event_key (event_index INTEGER NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL,
    PRIMARY KEY (event_index, key)) STRICT, WITHOUT ROWID;
CREATE TABLE journal (seq INTEGER PRIMARY KEY, run INTEGER NOT NULL, segment INTEGER NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
INSERT INTO "journal" VALUES(1,1,0,'segment','{"answers":[{"effect":{"key":"a","op":"REGISTER","store":"d::STRUCTURE_S_V0/KEPT","version_after":1,"version_before":0},"outcome":"SUCCESS","outputs":{"address":"ADDR_7b86336d214b676aff8c850e37177853"}},{"effect":{"op":"APPEND","store":"d::STRUCTURE_S_V0/LOG","version_after":1,"version_before":0},"outcome":"SUCCESS","outputs":{"record_id":"2026-01-01T00:00:00.000Z_000001","sequence_number":1}}],"end":{"class":"completed","emitted":[1],"exit":"DONE"},"header":{"actor":{"actor":"","attributes":{},"provenance":"asserted-by-operator"},"attempt":1,"key":"a","now":"2026-01-01T00:00:00.000Z","payload":{"name":"a","wish":"go on"},"program_digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","tenant":"t","workflow":"d::WF_KEEP_V0"},"v":2}','9895b60c3c7a819bed0fd8dcf10f6606890604f3a4e756c451e8f38fb3aac397');
INSERT INTO "journal" VALUES(2,2,0,'segment','{"answers":[{"effect":{"key":"b","op":"REGISTER","store":"d::STRUCTURE_S_V0/KEPT","version_after":1,"version_before":0},"outcome":"SUCCESS","outputs":{"address":"ADDR_aec39f3aa540ac2b027ef2192ffeefb4"}}],"end":{"class":"denied","emitted":[],"exit":"DENIED"},"header":{"actor":{"actor":"","attributes":{},"provenance":"asserted-by-operator"},"attempt":1,"key":"b","now":"2026-01-01T00:00:00.000Z","payload":{"name":"b","wish":"deny"},"program_digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","tenant":"t","workflow":"d::WF_KEEP_V0"},"v":2}','4f7c990660a4ccd5633bc62730fb40757398d92431abde17aa06ffbeec80dbef');
INSERT INTO "journal" VALUES(3,3,0,'segment','{"answers":[{"effect":{"key":"c","op":"REGISTER","store":"d::STRUCTURE_S_V0/KEPT","version_after":1,"version_before":0},"outcome":"SUCCESS","outputs":{"address":"ADDR_fac3d08c8addceba959e9994868420e4"}}],"end":{"fault":{"artifact":"d::CT_CHOOSE_V0","code":"PGS7020","message":"`d::CT_CHOOSE_V0` threw: as asked","node":"KEEP","step":"choose"}},"header":{"actor":{"actor":"","attributes":{},"provenance":"asserted-by-operator"},"attempt":1,"key":"c","now":"2026-01-01T00:00:00.000Z","payload":{"name":"c","wish":"throw"},"program_digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","tenant":"t","workflow":"d::WF_KEEP_V0"},"v":2}','23962ac8fa50be5c94e928e130f526202be9fd067c809e02bb74bef5e189ea1f');
INSERT INTO "journal" VALUES(4,0,0,'load','{"count":1,"digest":"90dcd0faf0d690148526a5b344896d9e46296bc8c4ba1425782f5372a8a469fb","now":"2026-01-01T00:00:00.000Z","program_digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","store":"d::STRUCTURE_S_V0/KNOWN","v":2}','a2d3f503847632d8b76d6f7e8a731b42f42d62e5df64eae519a79fbb2732edfa');
CREATE TABLE key_pin (id INTEGER PRIMARY KEY CHECK (id = 1), key_check TEXT NOT NULL) STRICT;
INSERT INTO "key_pin" VALUES(1,'check');
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO "name" VALUES(1,'d::STRUCTURE_S_V0/KEPT');
INSERT INTO "name" VALUES(2,'d::STRUCTURE_S_V0/LOG');
INSERT INTO "name" VALUES(3,'d::EV_LOGGED_V0');
INSERT INTO "name" VALUES(4,'d::STRUCTURE_S_V0/DONE');
INSERT INTO "name" VALUES(5,'d::EV_DONE_V0');
INSERT INTO "name" VALUES(6,'d::WF_KEEP_V0');
INSERT INTO "name" VALUES(7,'d::STRUCTURE_S_V0/KNOWN');
CREATE TABLE record (store INTEGER NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (store, key)) STRICT, WITHOUT ROWID;
INSERT INTO "record" VALUES(1,'a',1,'{"address":"ADDR_7b86336d214b676aff8c850e37177853","key":"a"}');
INSERT INTO "record" VALUES(1,'b',1,'{"address":"ADDR_aec39f3aa540ac2b027ef2192ffeefb4","key":"b"}');
INSERT INTO "record" VALUES(7,'k',1,'{"name":"n","wish":"go on"}');
CREATE TABLE run (id INTEGER PRIMARY KEY, run TEXT NOT NULL UNIQUE, workflow INTEGER NOT NULL, key TEXT NOT NULL,
    attempt INTEGER NOT NULL, request TEXT NOT NULL, terminal TEXT NOT NULL, exit TEXT NOT NULL, at TEXT NOT NULL) STRICT;
INSERT INTO "run" VALUES(1,'R_594be9628f8041118d076a91449a4514',6,'a',1,'6a15b0c999ff4bec55f03804dd7eb5a3f477aa654c5e4f811007e3d6676a3257','completed','DONE','2026-01-01T00:00:00.000Z');
INSERT INTO "run" VALUES(2,'R_79a8cfef75696186c6437d1ef4b14704',6,'b',1,'e2290d92e57efbd760d44c7b1a6017b01b6dae7603cd486e9db24249cbb286a9','denied','DENIED','2026-01-01T00:00:00.000Z');
INSERT INTO "run" VALUES(3,'R_ede9b05e1589c23d30f176387022e6e9',6,'c',1,'fbb3af4a01fa0aaade974edfb1f256a038f14e39c8ab0d31eecc6b203ae7b17c','faulted','','2026-01-01T00:00:00.000Z');
CREATE TABLE store (id INTEGER PRIMARY KEY, semantics TEXT NOT NULL, count INTEGER NOT NULL) STRICT;
INSERT INTO "store" VALUES(1,'registry',2);
INSERT INTO "store" VALUES(2,'events',1);
INSERT INTO "store" VALUES(4,'events',1);
INSERT INTO "store" VALUES(7,'facts',1);
CREATE INDEX journal_run ON journal (run, segment);
COMMIT;