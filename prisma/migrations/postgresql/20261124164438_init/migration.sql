-- CreateTable
CREATE TABLE "Workspace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "defaultModelId" TEXT NOT NULL,
    "fallbackModelId" TEXT,
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "weekStartsOn" INTEGER NOT NULL DEFAULT 1,
    "retentionDays" INTEGER,
    "adminChannelId" TEXT,
    "lastAdminId" TEXT,
    "temperature" TEXT,
    "maxOutputTokens" INTEGER NOT NULL DEFAULT 4096,
    "questionsPerMinute" INTEGER NOT NULL DEFAULT 10,
    "guestsAllowed" BOOLEAN NOT NULL DEFAULT false,
    "pausedAt" TIMESTAMP(3),
    "pausedBy" TEXT,
    "welcomedAt" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Enabled" (
    "workspaceId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "label" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "enabledBy" TEXT NOT NULL,
    "enabledAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Enabled_pkey" PRIMARY KEY ("workspaceId","modelId")
);

-- CreateTable
CREATE TABLE "AccessRule" (
    "workspaceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,

    CONSTRAINT "AccessRule_pkey" PRIMARY KEY ("workspaceId","kind","subject","subjectId")
);

-- CreateTable
CREATE TABLE "ChannelChoice" (
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "chosenBy" TEXT NOT NULL,

    CONSTRAINT "ChannelChoice_pkey" PRIMARY KEY ("workspaceId","channelId")
);

-- CreateTable
CREATE TABLE "StarterChoice" (
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,

    CONSTRAINT "StarterChoice_pkey" PRIMARY KEY ("workspaceId","channelId","memberId")
);

-- CreateTable
CREATE TABLE "CatalogModel" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "routeModelId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "family" TEXT,
    "contextWindow" INTEGER,
    "maxOutput" INTEGER,
    "inputModalities" JSONB NOT NULL,
    "outputModalities" JSONB NOT NULL,
    "capabilities" JSONB NOT NULL,
    "parameters" JSONB,
    "prices" JSONB,
    "priceState" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "deprecatedOn" TEXT,
    "aliases" JSONB NOT NULL,
    "displayOrder" INTEGER NOT NULL DEFAULT 0,
    "firstSeenAt" TIMESTAMP(3) NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CatalogModel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CatalogSync" (
    "id" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "models" INTEGER NOT NULL,
    "error" TEXT,

    CONSTRAINT "CatalogSync_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "threadKey" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "listens" TEXT NOT NULL,
    "modelId" TEXT,
    "modelSetBy" TEXT,
    "toldMissing" TEXT,
    "isDirect" BOOLEAN NOT NULL DEFAULT false,
    "startedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastActiveAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "attachments" JSONB,
    "modelId" TEXT,
    "modelName" TEXT,
    "answers" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "editedAt" TIMESTAMP(3),
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Turn" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "questionRef" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "memberName" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "startsThread" BOOLEAN NOT NULL DEFAULT false,
    "resumes" INTEGER NOT NULL DEFAULT 0,
    "owner" TEXT,
    "leaseUntil" TIMESTAMP(3),
    "stopAsked" BOOLEAN NOT NULL DEFAULT false,
    "postedRefs" JSONB NOT NULL,
    "reference" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Turn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Hold" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "turnId" TEXT,
    "owner" TEXT NOT NULL,
    "call" JSONB NOT NULL,
    "inputTokens" INTEGER NOT NULL,
    "outputTokens" INTEGER NOT NULL DEFAULT 0,
    "amountNano" BIGINT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "threadId" TEXT,
    "turnId" TEXT,
    "memberId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "modelAsked" TEXT NOT NULL,
    "modelServed" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "inputTokens" INTEGER NOT NULL,
    "cacheReadTokens" INTEGER NOT NULL,
    "cacheWriteTokens" INTEGER NOT NULL,
    "outputTokens" INTEGER NOT NULL,
    "reasoningTokens" INTEGER NOT NULL,
    "isEstimated" BOOLEAN NOT NULL,
    "prices" JSONB,
    "costNano" BIGINT,
    "computedNano" BIGINT,
    "reportedNano" BIGINT,
    "latencyMs" INTEGER NOT NULL,
    "firstTokenMs" INTEGER,
    "outcome" TEXT NOT NULL,
    "errorCode" TEXT,
    "usage" JSONB,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Receipt" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CatalogModel_provider_idx" ON "CatalogModel"("provider");

-- CreateIndex
CREATE INDEX "CatalogSync_at_idx" ON "CatalogSync"("at");

-- CreateIndex
CREATE INDEX "Thread_workspaceId_channelId_startedBy_lastActiveAt_idx" ON "Thread"("workspaceId", "channelId", "startedBy", "lastActiveAt");

-- CreateIndex
CREATE INDEX "Thread_lastActiveAt_idx" ON "Thread"("lastActiveAt");

-- CreateIndex
CREATE UNIQUE INDEX "Thread_workspaceId_channelId_threadKey_key" ON "Thread"("workspaceId", "channelId", "threadKey");

-- CreateIndex
CREATE INDEX "Message_threadId_at_idx" ON "Message"("threadId", "at");

-- CreateIndex
CREATE INDEX "Message_authorId_idx" ON "Message"("authorId");

-- CreateIndex
CREATE UNIQUE INDEX "Message_threadId_ref_key" ON "Message"("threadId", "ref");

-- CreateIndex
CREATE UNIQUE INDEX "Turn_key_key" ON "Turn"("key");

-- CreateIndex
CREATE INDEX "Turn_threadId_state_idx" ON "Turn"("threadId", "state");

-- CreateIndex
CREATE INDEX "Turn_state_leaseUntil_idx" ON "Turn"("state", "leaseUntil");

-- CreateIndex
CREATE INDEX "Turn_workspaceId_memberId_createdAt_idx" ON "Turn"("workspaceId", "memberId", "createdAt");

-- CreateIndex
CREATE INDEX "Hold_workspaceId_idx" ON "Hold"("workspaceId");

-- CreateIndex
CREATE INDEX "Hold_expiresAt_idx" ON "Hold"("expiresAt");

-- CreateIndex
CREATE INDEX "Hold_turnId_idx" ON "Hold"("turnId");

-- CreateIndex
CREATE INDEX "LedgerEntry_workspaceId_at_idx" ON "LedgerEntry"("workspaceId", "at");

-- CreateIndex
CREATE INDEX "LedgerEntry_workspaceId_memberId_at_idx" ON "LedgerEntry"("workspaceId", "memberId", "at");

-- CreateIndex
CREATE INDEX "LedgerEntry_workspaceId_threadId_idx" ON "LedgerEntry"("workspaceId", "threadId");

-- CreateIndex
CREATE INDEX "Receipt_at_idx" ON "Receipt"("at");

-- CreateIndex
CREATE INDEX "AuditEntry_workspaceId_at_idx" ON "AuditEntry"("workspaceId", "at");

-- AddForeignKey
ALTER TABLE "Workspace" ADD CONSTRAINT "Workspace_id_defaultModelId_fkey" FOREIGN KEY ("id", "defaultModelId") REFERENCES "Enabled"("workspaceId", "modelId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Turn" ADD CONSTRAINT "Turn_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;
