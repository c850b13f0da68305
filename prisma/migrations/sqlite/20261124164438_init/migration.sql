-- CreateTable
CREATE TABLE "Workspace" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "pausedAt" DATETIME,
    "pausedBy" TEXT,
    "welcomedAt" DATETIME,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Workspace_id_defaultModelId_fkey" FOREIGN KEY ("id", "defaultModelId") REFERENCES "Enabled" ("workspaceId", "modelId") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- CreateTable
CREATE TABLE "Enabled" (
    "workspaceId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "label" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "enabledBy" TEXT NOT NULL,
    "enabledAt" DATETIME NOT NULL,

    PRIMARY KEY ("workspaceId", "modelId")
);

-- CreateTable
CREATE TABLE "AccessRule" (
    "workspaceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,

    PRIMARY KEY ("workspaceId", "kind", "subject", "subjectId")
);

-- CreateTable
CREATE TABLE "ChannelChoice" (
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "chosenBy" TEXT NOT NULL,

    PRIMARY KEY ("workspaceId", "channelId")
);

-- CreateTable
CREATE TABLE "StarterChoice" (
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,

    PRIMARY KEY ("workspaceId", "channelId", "memberId")
);

-- CreateTable
CREATE TABLE "CatalogModel" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "firstSeenAt" DATETIME NOT NULL,
    "lastSeenAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CatalogSync" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "route" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "models" INTEGER NOT NULL,
    "error" TEXT
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "createdAt" DATETIME NOT NULL,
    "lastActiveAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Message" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "at" DATETIME NOT NULL,
    "editedAt" DATETIME,
    "removedAt" DATETIME,
    CONSTRAINT "Message_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Turn" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "leaseUntil" DATETIME,
    "stopAsked" BOOLEAN NOT NULL DEFAULT false,
    "postedRefs" JSONB NOT NULL,
    "reference" TEXT,
    "createdAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    CONSTRAINT "Turn_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Hold" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "turnId" TEXT,
    "owner" TEXT NOT NULL,
    "call" JSONB NOT NULL,
    "inputTokens" INTEGER NOT NULL,
    "outputTokens" INTEGER NOT NULL DEFAULT 0,
    "amountNano" BIGINT,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Receipt" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "details" JSONB NOT NULL
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
