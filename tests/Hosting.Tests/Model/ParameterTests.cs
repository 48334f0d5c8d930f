using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class ParameterTests
{
    private const string Development = "--environment=Development";

    [Theory]
    [InlineData("--Parameters:api-key=k1", "k1")]
    [InlineData("--Parameters:api_key=k2", "k2")]
    public async Task The_value_comes_from_the_configuration(string argument, string expected)
    {
        var parameter = TestHost.CreateBuilder(argument).AddParameter("api-key", secret: true);

        Assert.True(parameter.Resource.Secret);
        Assert.Equal(expected, await parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_missing_value_names_the_key()
    {
        var parameter = TestHost.CreateBuilder().AddParameter("api-key");

        var error = await Assert.ThrowsAsync<MissingParameterValueException>(async () =>
            await parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Parameters:api-key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_password_is_the_same_in_the_next_run()
    {
        var id = $"--ASPIRE_USER_SECRETS_ID=referenceshop-test-{Guid.NewGuid():N}";
        var path = PathHelper.GetSecretsPathFromSecretsId(id[(id.IndexOf('=') + 1)..]);
        try
        {
            var first = await PasswordAsync();
            var second = await PasswordAsync();

            Assert.Equal(22, first.Length);
            Assert.All(first, character => Assert.True(char.IsAsciiLetterOrDigit(character)));
            Assert.Equal(first, second);
        }
        finally
        {
            if (File.Exists(path))
            {
                Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            }
        }

        async Task<string> PasswordAsync() => (await ParameterResourceBuilderExtensions
            .CreateDefaultPasswordParameter(TestHost.CreateBuilder(id, Development), "db-password", special: false)
            .GetValueAsync(TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public void A_generated_value_has_what_was_demanded()
    {
        var generator = new GenerateParameterDefault { MinLength = 30, MinLower = 3, MinUpper = 4, MinNumeric = 5, MinSpecial = 6 };

        var value = generator.GetDefaultValue();

        Assert.Equal(30, value.Length);
        Assert.True(value.Count(char.IsAsciiLetterLower) >= 3);
        Assert.True(value.Count(char.IsAsciiLetterUpper) >= 4);
        Assert.True(value.Count(char.IsAsciiDigit) >= 5);
        Assert.True(value.Count(c => !char.IsAsciiLetterOrDigit(c)) >= 6);
        Assert.NotEqual(value, generator.GetDefaultValue());
    }

    [Fact]
    public void Demanding_what_is_forbidden_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => new GenerateParameterDefault { Special = false, MinSpecial = 1 }.GetDefaultValue());

    [Fact]
    public async Task A_connection_string_comes_from_the_configuration_and_can_name_its_variable()
    {
        var builder = TestHost.CreateBuilder("--ConnectionStrings:db=Host=x");
        var program = builder.AddExecutable("a", "a", ".").WithReference(builder.AddConnectionString("db", "DB_URL"));

        Assert.Equal("Host=x", (await program.Resource.EnvironmentAsync())["DB_URL"]);
    }

    [Fact]
    public async Task A_connection_string_can_be_put_together()
    {
        var builder = TestHost.CreateBuilder("--Parameters:key=k");
        var key = builder.AddParameter("key");
        var connection = builder.AddConnectionString("search", expression => expression.Append($"Endpoint=https://x;Key={key}"));

        Assert.Equal(
            "Endpoint=https://x;Key=k",
            await connection.Resource.ConnectionStringExpression.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_secret_must_not_be_published() =>
        Assert.Throws<ArgumentException>(() => TestHost.CreateBuilder().AddParameter("p", "v", publishValueAsDefault: true, secret: true));
}
