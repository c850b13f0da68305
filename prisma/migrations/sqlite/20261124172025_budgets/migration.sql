-- CreateTable
CREATE TABLE "Budget" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "targetId" TEXT NOT NULL DEFAULT '',
    "period" TEXT NOT NULL,
    "atLimit" TEXT NOT NULL,
    "limitNano" BIGINT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "BudgetWindow" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "budgetId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME NOT NULL,
    "remainingNano" BIGINT NOT NULL,
    "heldNano" BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT "BudgetWindow_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "Budget" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HoldShare" (
    "holdId" TEXT NOT NULL,
    "windowId" TEXT NOT NULL,
    "amountNano" BIGINT NOT NULL,

    PRIMARY KEY ("holdId", "windowId"),
    CONSTRAINT "HoldShare_holdId_fkey" FOREIGN KEY ("holdId") REFERENCES "Hold" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HoldShare_windowId_fkey" FOREIGN KEY ("windowId") REFERENCES "BudgetWindow" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BudgetAlert" (
    "windowId" TEXT NOT NULL,
    "threshold" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("windowId", "threshold"),
    CONSTRAINT "BudgetAlert_windowId_fkey" FOREIGN KEY ("windowId") REFERENCES "BudgetWindow" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Budget_workspaceId_scope_targetId_period_key" ON "Budget"("workspaceId", "scope", "targetId", "period");

-- CreateIndex
CREATE INDEX "BudgetWindow_workspaceId_startsAt_idx" ON "BudgetWindow"("workspaceId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "BudgetWindow_budgetId_subjectId_startsAt_key" ON "BudgetWindow"("budgetId", "subjectId", "startsAt");
