using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferenceShop.Checkout.Data.Migrations
{
    /// <inheritdoc />
    public partial class AnnounceChanges : Migration
    {
        /// <summary>Says "id status" on a channel when a commit changed an order or answered its buyer, whoever wrote it; claims stay silent.</summary>
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            CREATE FUNCTION announce_order() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_notify('order_changed', NEW.id || ' ' || NEW.status);
                RETURN NULL;
            END $$;

            CREATE TRIGGER announce_order AFTER UPDATE ON orders FOR EACH ROW
            WHEN ((OLD.version, OLD.answer_status) IS DISTINCT FROM (NEW.version, NEW.answer_status))
            EXECUTE FUNCTION announce_order();
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DROP TRIGGER announce_order ON orders;
            DROP FUNCTION announce_order();
            """);
    }
}
