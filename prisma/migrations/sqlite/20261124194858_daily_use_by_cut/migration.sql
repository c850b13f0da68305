-- The old sums cannot be cut anew: the program adds up the ledger again at its next start.
DROP TABLE "DailyUse";

-- CreateTable
CREATE TABLE "DailyUse" (
    "workspaceId" TEXT NOT NULL,
    "cut" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "unpriced" INTEGER NOT NULL,
    "estimated" INTEGER NOT NULL,
    "inputTokens" BIGINT NOT NULL,
    "cacheReadTokens" BIGINT NOT NULL,
    "cacheWriteTokens" BIGINT NOT NULL,
    "outputTokens" BIGINT NOT NULL,
    "reasoningTokens" BIGINT NOT NULL,
    "latencyMs" BIGINT NOT NULL,
    "costNano" BIGINT NOT NULL,
    "computedNano" BIGINT NOT NULL,
    "reportedNano" BIGINT NOT NULL,
    "dearestNano" BIGINT NOT NULL,
    "dearestId" TEXT NOT NULL,

    PRIMARY KEY ("workspaceId", "cut", "memberId", "day", "key")
);
