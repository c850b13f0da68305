-- CreateTable
CREATE TABLE "Digest" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "nextAt" TIMESTAMP(3) NOT NULL,
    "pausedAt" TIMESTAMP(3),

    CONSTRAINT "Digest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DigestPost" (
    "digestId" TEXT NOT NULL,
    "occurrence" TIMESTAMP(3) NOT NULL,
    "owner" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "leaseUntil" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DigestPost_pkey" PRIMARY KEY ("digestId","occurrence")
);

-- CreateIndex
CREATE INDEX "Digest_workspaceId_idx" ON "Digest"("workspaceId");

-- CreateIndex
CREATE INDEX "Digest_nextAt_idx" ON "Digest"("nextAt");

-- CreateIndex
CREATE INDEX "DigestPost_state_leaseUntil_idx" ON "DigestPost"("state", "leaseUntil");

-- AddForeignKey
ALTER TABLE "DigestPost" ADD CONSTRAINT "DigestPost_digestId_fkey" FOREIGN KEY ("digestId") REFERENCES "Digest"("id") ON DELETE CASCADE ON UPDATE CASCADE;
