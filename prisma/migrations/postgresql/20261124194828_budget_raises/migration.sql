-- AlterTable
ALTER TABLE "Budget" ADD COLUMN     "changedBy" TEXT,
ADD COLUMN     "raisedNano" BIGINT,
ADD COLUMN     "raisedUntil" TIMESTAMP(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "alertPercents" TEXT NOT NULL DEFAULT '50,80,100',
ADD COLUMN     "earlyPercent" INTEGER NOT NULL DEFAULT 90,
ADD COLUMN     "monthStartsOn" INTEGER NOT NULL DEFAULT 1;
