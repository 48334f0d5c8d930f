using System.Text.Json;

namespace ReferenceShop.StoreBff;

/// <summary>Validation problems name the fields as the request has them (<c>paymentToken</c>), not as the code has.</summary>
internal static class FieldNames
{
    public static void AddFieldNames(this IServiceCollection services) => services.PostConfigure<ProblemDetailsOptions>(options =>
    {
        var customize = options.CustomizeProblemDetails;
        options.CustomizeProblemDetails = context =>
        {
            customize?.Invoke(context);
            if (context.ProblemDetails is HttpValidationProblemDetails validation)
            {
                validation.Errors = validation.Errors.ToDictionary(e => JsonNamingPolicy.CamelCase.ConvertName(e.Key), e => e.Value);
            }
        };
    });
}
