-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "sumsZone" TEXT;
