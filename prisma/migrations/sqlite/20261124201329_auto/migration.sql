-- AlterTable
ALTER TABLE "Thread" ADD COLUMN "avoided" JSONB;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN "isAuto" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Workspace" ADD COLUMN "appetite" TEXT NOT NULL DEFAULT 'balanced';
