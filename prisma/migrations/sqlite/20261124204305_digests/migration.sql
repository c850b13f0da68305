-- CreateTable
CREATE TABLE "Digest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "nextAt" DATETIME NOT NULL,
    "pausedAt" DATETIME
);

-- CreateTable
CREATE TABLE "DigestPost" (
    "digestId" TEXT NOT NULL,
    "occurrence" DATETIME NOT NULL,
    "owner" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "leaseUntil" DATETIME NOT NULL,

    PRIMARY KEY ("digestId", "occurrence"),
    CONSTRAINT "DigestPost_digestId_fkey" FOREIGN KEY ("digestId") REFERENCES "Digest" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Digest_workspaceId_idx" ON "Digest"("workspaceId");

-- CreateIndex
CREATE INDEX "Digest_nextAt_idx" ON "Digest"("nextAt");

-- CreateIndex
CREATE INDEX "DigestPost_state_leaseUntil_idx" ON "DigestPost"("state", "leaseUntil");
