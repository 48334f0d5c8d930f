using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferenceShop.Products.Data.Migrations
{
    /// <inheritdoc />
    public partial class AppendOnlyLedger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

                CREATE TRIGGER stock_moves_are_append_only
                BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_moves
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER stock_moves_are_append_only ON stock_moves; DROP FUNCTION refuse_change();");
        }
    }
}
