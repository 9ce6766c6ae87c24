CREATE TABLE "passage_vectors" (
	"embedder" text NOT NULL,
	"hash" text NOT NULL,
	"vector" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passage_vectors_embedder_hash_pk" PRIMARY KEY("embedder","hash")
);
