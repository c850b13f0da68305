-- AlterTable
ALTER TABLE "Enabled" ADD COLUMN "fallbackId" TEXT;
ALTER TABLE "Enabled" ADD COLUMN "maxOutputTokens" INTEGER;
ALTER TABLE "Enabled" ADD COLUMN "systemPrompt" TEXT;
ALTER TABLE "Enabled" ADD COLUMN "temperature" TEXT;
