-- CreateTable
CREATE TABLE "Budget" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "targetId" TEXT NOT NULL DEFAULT '',
    "period" TEXT NOT NULL,
    "atLimit" TEXT NOT NULL,
    "limitNano" BIGINT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BudgetWindow" (
    "id" TEXT NOT NULL,
    "budgetId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,
    "remainingNano" BIGINT NOT NULL,
    "heldNano" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "BudgetWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HoldShare" (
    "holdId" TEXT NOT NULL,
    "windowId" TEXT NOT NULL,
    "amountNano" BIGINT NOT NULL,

    CONSTRAINT "HoldShare_pkey" PRIMARY KEY ("holdId","windowId")
);

-- CreateTable
CREATE TABLE "BudgetAlert" (
    "windowId" TEXT NOT NULL,
    "threshold" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BudgetAlert_pkey" PRIMARY KEY ("windowId","threshold")
);

-- CreateIndex
CREATE UNIQUE INDEX "Budget_workspaceId_scope_targetId_period_key" ON "Budget"("workspaceId", "scope", "targetId", "period");

-- CreateIndex
CREATE INDEX "BudgetWindow_workspaceId_startsAt_idx" ON "BudgetWindow"("workspaceId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "BudgetWindow_budgetId_subjectId_startsAt_key" ON "BudgetWindow"("budgetId", "subjectId", "startsAt");

-- AddForeignKey
ALTER TABLE "BudgetWindow" ADD CONSTRAINT "BudgetWindow_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "Budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HoldShare" ADD CONSTRAINT "HoldShare_holdId_fkey" FOREIGN KEY ("holdId") REFERENCES "Hold"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HoldShare" ADD CONSTRAINT "HoldShare_windowId_fkey" FOREIGN KEY ("windowId") REFERENCES "BudgetWindow"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BudgetAlert" ADD CONSTRAINT "BudgetAlert_windowId_fkey" FOREIGN KEY ("windowId") REFERENCES "BudgetWindow"("id") ON DELETE CASCADE ON UPDATE CASCADE;
